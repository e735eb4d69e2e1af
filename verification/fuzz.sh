#!/usr/bin/env bash
# Guided fuzzing of what strangers send, with Jazzer: about a minute in all, or SECONDS for each target.
#   verification/fuzz.sh [SECONDS]
# A target is a class of mcp's tests with fuzzerTestOneInput(byte[]); a new one has a line below, a folder of seeds
# and a line in FuzzSeedsTest. What is found is printed with the file to keep it as a seed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-25}
seeds=$PWD/mcp/src/test/resources/fuzz
work=$(mktemp -d "${TMPDIR:-/tmp}/proxmox-mcp-fuzz.XXXXXX")
trap 'rm -rf "$work"' EXIT

java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  [ -r "$home/release" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  if [ "${version:-0}" -ge 25 ]; then java=$home/bin/java && break; fi
done
[ -n "$java" ] || { echo "no JDK 25 or later: set JAVA_HOME to one" >&2; exit 69; }

mvn -B -q -ntp -Dstyle.color=never -Pfuzz -pl mcp -am -Dexec.skip=true -Denforcer.skip=true -Dmdep.analyze.skip=true \
  test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"

passed=0
failed=0
# target CLASS FOLDER
target() {
  mkdir -p "$work/$2/found"
  if (cd "$work/$2" && "$java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$root/classes:$root/test-classes:$(cat "$work/classpath")" \
    com.code_intelligence.jazzer.Jazzer --target_class="$1" --instrumentation_includes='dev.proxmoxmcp.**' \
    --custom_hook_excludes='**' "$work/$2/found" "$seeds/$2" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 >log 2>&1); then
    passed=$((passed + 1))
    echo "ok      $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$2/log") inputs"
  else
    failed=$((failed + 1))
    echo "FAILED  $1"
    tail -n 40 "$work/$2/log" | sed 's/^/        | /'
    for input in "$work/$2"/crash-* "$work/$2"/timeout-* "$work/$2"/oom-*; do
      [ -e "$input" ] || continue
      echo "        keep it: base64 -d >$seeds/$2/found-$(date +%Y%m%d) <<<$(base64 -w0 "$input")"
    done
  fi
}

root=$PWD/mcp/target
target dev.proxmoxmcp.mcp.rpc.MessageFuzz message
target dev.proxmoxmcp.mcp.modern.HeaderFuzz headers
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
