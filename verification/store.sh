#!/usr/bin/env bash
# What the store and the audit trail promise (docs/adr/0021): a process that records under load is killed at
# random moments, and no acknowledged record is lost.
#   verification/store.sh             10 kills
#   verification/store.sh --long      100 kills, then the figures below
#   verification/store.sh --measure   how fast changes are recorded, what a read pays, how long a million records take
#                                     to verify
set -euo pipefail
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT

# The reactor resolves our own modules to their class folders; the last module's class path stays.
mvn -q -B -ntp -Dstyle.color=never -pl store -am -DskipTests test-compile \
  dependency:build-classpath -Dmdep.outputFile="$classpath" >&2
java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  [ -r "$home/release" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  if [ "${version:-0}" -ge 25 ]; then java=$home/bin/java && break; fi
done
[ -n "$java" ] || { echo "no JDK 25 or later: set JAVA_HOME to one" >&2; exit 69; }

# The flags that `serve --http` and `audit verify` have.
trial() {
  "$java" -XX:+UseSerialGC -Xmx768m --enable-native-access=ALL-UNNAMED \
    -cp "store/target/test-classes:store/target/classes:$(cat "$classpath")" \
    dev.proxmoxmcp.store.trial.StoreTrial "$@"
}
case ${1:-} in
  '') trial kill 10 ;;
  --long) trial kill 100; trial measure 1000000 ;;
  --measure) trial measure 1000000 ;;
  *) echo "--long, --measure or nothing" >&2; exit 64 ;;
esac
