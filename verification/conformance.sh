#!/usr/bin/env bash
# The public conformance suite of MCP against the fixture server, for both revisions that have a set of
# requirements, and the same over stdio, which the suite leaves out. Prints the totals of each; fails
# where a scenario fails, scored or not, unless conformance/known.txt gives a reason.
#   CONFORMANCE_ONLY=2025-11-25|2026-07-28|stdio   one of the three alone
#   CONFORMANCE_KEEP=FOLDER                        where the suite's results stay
# The suite and its Node 22 are installed, in pinned versions, under target/.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

suite=$here/target/conformance
results=${CONFORMANCE_KEEP:-$scratch/results}

install_suite() {
  local state
  state=$(cat "$here/conformance/package.json" "$here/conformance/package-lock.json" | cksum)
  [ "$(cat "$suite/installed" 2>/dev/null)" = "$state" ] && return 0
  rm -rf "$suite" && mkdir -p "$suite" || return 1
  cp "$here/conformance/package.json" "$here/conformance/package-lock.json" "$suite" || return 1
  # No install scripts: nothing of this needs one.
  (cd "$suite" && limited 300 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
  echo "$state" >"$suite/installed"
}

find_node() {
  for node in "$suite"/node_modules/node-*/bin/node; do
    [ -x "$node" ] && "$node" --version >/dev/null 2>&1 && return 0
  done
  return 1
}

find_java() {
  local home version
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${version:-0}" -ge 25 ]; then java=$home/bin/java && return 0; fi
  done
  echo "no JDK 25 or later: set JAVA_HOME to one" >&2
  return 1
}

# One run of Maven for both: the stdio leg, unless it is not wanted, and the class path of the fixture. The
# reactor resolves our own modules to their class folders; the last module's class path stays.
build() {
  local leg=(test -Dtest='Stdio*LegTest' -Dsurefire.failIfNoSpecifiedTests=false)
  case $only in all | stdio) ;; *) leg=(test-compile -DskipTests) ;; esac
  rm -f "$here"/target/surefire-reports/TEST-*LegTest.xml
  (cd "$root" && limited 900 mvn -B -ntp -Dstyle.color=never -fae -Dmaven.test.failure.ignore=true -pl verification -am "${leg[@]}" \
    dependency:build-classpath -Dmdep.outputFile="$scratch/classpath") >"$scratch/build.out" 2>&1
}

# A fixture of its own for each set, since tools of it change what is offered: sets $fixture and $url.
start_fixture() {
  rm -f "$scratch/url" # the next one writes it when it gets round to it
  "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.util.logging.config.file=/dev/null \
    -cp "$here/target/test-classes:$(cat "$scratch/classpath")" \
    dev.proxmoxmcp.verification.conformance.Fixture --http >"$scratch/url" 2>"$scratch/fixture.err" </dev/null &
  fixture=$!
  remember "$fixture"
  wait_for 60 grep -qs '^http://.*/mcp$' "$scratch/url" || return 1
  url=$(head -n 1 "$scratch/url")
}

# requirements REVISION
requirements() {
  if ! start_fixture; then
    fail "the fixture for $1" "$scratch/url" "$scratch/fixture.err"
    return
  fi
  mkdir -p "$results/$1"
  limited 300 "$node" "$suite/node_modules/@modelcontextprotocol/conformance/dist/index.js" server \
    --url "$url" --requirements "$1" --output-dir "$results/$1" >"$results/$1/suite.out" 2>"$results/$1/suite.err" </dev/null
  end "$fixture"
  # A scored scenario that fails is told by the suite itself; what stands below tells of all of them.
  if "$node" "$here/conformance/totals.mjs" "$1" "$suite/node_modules/@modelcontextprotocol/conformance/requirements/$1.yaml" \
    "$results/$1" "$here/conformance/known.txt"; then
    pass "requirements of $1"
  else
    fail "requirements of $1" "$scratch/fixture.err"
  fi
}

stdio() {
  local outcome=0
  cat "$here"/target/surefire-reports/TEST-*LegTest.xml 2>/dev/null |
    sed -n 's/.*<testsuite [^>]* tests="\([0-9]*\)" errors="\([0-9]*\)" skipped="[0-9]*" failures="\([0-9]*\)".*/\1 \2 \3/p' |
    awk '{ all += $1; bad += $2 + $3 } END { printf "stdio leg           %d of %d checks passed\n", all - bad, all; exit all == 0 || bad > 0 }' ||
    outcome=1
  if [ "$outcome" -eq 0 ]; then pass "stdio leg"; else fail "stdio leg" "$scratch/build.out"; fi
}

only=${CONFORMANCE_ONLY:-all}
case $only in all | 2025-11-25 | 2026-07-28 | stdio) ;; *)
  echo "CONFORMANCE_ONLY takes 2025-11-25, 2026-07-28 or stdio." >&2
  exit 64
  ;;
esac
find_java || exit 69
build || {
  fail "the build of the fixture" "$scratch/build.out"
  exit 1
}
case $only in all | stdio) stdio ;; esac
if [ "$only" != stdio ]; then
  if ! command -v npm >/dev/null; then
    skip "the conformance suite, which needs npm to bring its Node 22"
  elif ! install_suite; then
    fail "installing the conformance suite and its Node 22"
  elif ! find_node; then
    skip "the conformance suite, for there is no Node 22 for this system"
  else
    for revision in 2025-11-25 2026-07-28; do
      case $only in all | "$revision") requirements "$revision" ;; esac
    done
  fi
fi
finish
