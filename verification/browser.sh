#!/usr/bin/env bash
# The approval page in a real browser, without scripts: a person logs in, reads, approves and denies; a page of
# somebody else frames it and posts to it; axe looks at it for those who cannot see. Takes Chromium, Node and Python.
#   --write   renews docs/pictures
# shellcheck disable=SC2016 # what is evaluated later
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70
program=$root/proxmox-mcp
tools=$root/.verification/browser
export XDG_STATE_HOME=$scratch/state APPROVAL='yes from me alone'
# Built before anything waits for it.
"$program" --version >/dev/null || exit 70

chromium() { type -P chromium || type -P chromium-browser || type -P google-chrome; }
if [ -z "$(chromium)" ] && [ "${CI:-}" = true ]; then
  apt-get update -q && apt-get install -y -q chromium
fi
for tool in node npm python3; do
  command -v "$tool" >/dev/null || { skip "no $tool, so the page was not tried in a browser"; exit 0; }
done
[ -n "$(chromium)" ] || { skip "no Chromium, so the page was not tried in a browser"; exit 0; }

if ! [ -f "$tools/installed" ] || [ "$(cat "$tools/installed")" != "$(cksum <"$here/browser/package-lock.json")" ]; then
  rm -rf "$tools" && mkdir -p "$tools" || exit 70
  cp "$here/browser/package.json" "$here/browser/package-lock.json" "$tools" || exit 70
  (cd "$tools" && limited 300 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || {
    skip "npm could not install what steers the browser"
    exit 0
  }
  cksum <"$here/browser/package-lock.json" >"$tools/installed"
fi

evidence=("$scratch/simulate.err" "$scratch/log" "$scratch/terminal")
begin_cluster
export "${cluster[@]}"

printf '%s | %s | hidden\n' 'New approval passphrase:' "$APPROVAL" 'The same again:' "$APPROVAL" >"$scratch/answers"
check "a person sets the passphrase at a terminal, which does not show it" \
  eval 'limited 60 python3 "$here/terminal.py" "$scratch/answers" "$program" approval-passphrase >"$scratch/terminal" 2>&1'

"$program" serve --http 127.0.0.1:0 >"$scratch/out" 2>"$scratch/log" </dev/null &
remember $!
if ! wait_for 60 grep -q '^A person decides about changes at ' "$scratch/log"; then
  fail "a server that offers its page" "$scratch/log"
  exit 1
fi
mcp=$(sed -n 's,^Serving MCP at \(.*\)$,\1,p' "$scratch/log")
pages=$(sed -n 's,^A person decides about changes at \(.*\)$,\1,p' "$scratch/log")

# ask TOOL ARGUMENTS
ask() { ask_mcp "$mcp" "$@"; }
planned() { ask "$1" "$2" | grep -o 'Plan [0-9a-z]\{26\}' | head -n 1 | cut -d' ' -f2; }
stop=$(planned guest_power '{"guests":["101"],"action":"stop"}')
reset=$(planned guest_power '{"guests":["102"],"action":"stop"}')
check "two plans wait" [ ${#stop}${#reset} = 2626 ]

pictures=$scratch/pictures
mkdir -p "$pictures"
cp "$here/browser/walk.mjs" "$tools"
check "a browser at the page" \
  limited 120 node "$tools/walk.mjs" "$(chromium)" "$pages" "$stop" "$reset" "$pictures"
check "what he approved is run by the client" eval 'ask plan_execute "{\"plan\":\"$stop\"}" | grep -q "now stopped"'
check "what he denied is not" eval 'ask plan_execute "{\"plan\":\"$reset\"}" | grep -q "There is no such plan"'

if [ "${1:-}" = --write ]; then
  mkdir -p "$root/docs/pictures"
  cp "$pictures"/*.png "$root/docs/pictures"
fi
finish
