#!/usr/bin/env bash
# How true the simulated cluster is: fidelity.sh FILE replays recorded exchanges of a real Proxmox VE,
# one JSON object a line, against a fresh one, and prints what share of the answers is alike. Fails if
# that is less than 92 % of all that was recorded, if fidelity-reasons.txt beside it does not say why
# each of the others differs, or if docs/evidence/fidelity.md is no longer true.
#   fidelity.sh --write FILE   writes that page
set -uo pipefail
cd "$(dirname -- "$0")/.." || exit 70
write=false
if [ "${1:-}" = --write ]; then
  write=true
  shift
fi
if [ $# -ne 1 ]; then
  echo "skipped: no file of recorded exchanges was named (fidelity.sh [--write] FILE)"
  exit 0
fi
if [ ! -r "$1" ]; then
  echo "$1: no such file" >&2
  exit 66
fi
file=$(realpath -- "$1")
report=verification/target/fidelity.txt
rm -f "$report"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
mvn -q -B -ntp -Dstyle.color=never -pl verification -am test -Dtest=RecordedExchangesTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=$write -Dfidelity.file="$file" >"$log" 2>&1 || code=$?
if [ -s "$report" ]; then cat "$report"; else cat "$log"; fi
[ "$code" -eq 0 ] && exit 0
grep -E 'differs from|no longer|golden' "$log" | head -n 3
exit 1
