#!/usr/bin/env bash
# How the client survives bad days (docs/adr/0011), measured against a simulated cluster: prints a table,
# fails where a target is missed. Short by itself; --long is the full scale (about a quarter of an hour);
# names of parts (loss, writes, idle, leftovers, storage) run these alone.
set -euo pipefail
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT

# The reactor resolves our own modules to their class folders; the last module's class path stays.
mvn -q -B -ntp -Dstyle.color=never -pl verification -am -DskipTests test-compile \
  dependency:build-classpath -Dmdep.outputFile="$classpath" >&2
java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  [ -r "$home/release" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  if [ "${version:-0}" -ge 25 ]; then java=$home/bin/java && break; fi
done
[ -n "$java" ] || { echo "no JDK 25 or later: set JAVA_HOME to one" >&2; exit 69; }

"$java" -XX:+UseSerialGC -Djava.util.logging.config.file=/dev/null \
  -cp "verification/target/test-classes:$(cat "$classpath")" \
  dev.proxmoxmcp.verification.resilience.Resilience "$@"
