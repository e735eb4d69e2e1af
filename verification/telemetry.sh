#!/usr/bin/env bash
# What the server tells of itself, read by other people's programs: the figures by the parser of the Prometheus
# client, the traces by OpenTelemetry's own definition of its protocol. Takes Python; both come from PyPI.
# shellcheck disable=SC2016 # what is evaluated later
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70
program=$root/proxmox-mcp
tools=$root/.verification/telemetry
export XDG_STATE_HOME=$scratch/state
# Built before anything waits for it.
"$program" --version >/dev/null || exit 70

command -v python3 >/dev/null || { skip "no python3, so nobody else read what the server tells of itself"; exit 0; }
wanted=$(cksum <"$here/telemetry/requirements.txt")
if [ "$(cat "$tools/installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$tools"
  if ! python3 -m venv "$tools" || ! limited 300 "$tools/bin/python" -m pip install --quiet \
    --disable-pip-version-check -r "$here/telemetry/requirements.txt"; then
    skip "the parsers could not be installed from PyPI"
    exit 0
  fi
  echo "$wanted" >"$tools/installed"
fi

evidence=("$scratch/simulate.err" "$scratch/log" "$scratch/said")
begin_cluster
export "${cluster[@]}"

"$tools/bin/python" "$here/telemetry/collector.py" "$scratch/spans" >"$scratch/collector" 2>&1 </dev/null &
remember $!
wait_for 20 grep -q '^[0-9]' "$scratch/collector"
PROXMOX_MCP_TELEMETRY_TRACES=http://127.0.0.1:$(head -n 1 "$scratch/collector")/v1/traces
export PROXMOX_MCP_TELEMETRY_TRACES PROXMOX_MCP_TELEMETRY_METRICS=true
"$program" serve --http 127.0.0.1:0 >"$scratch/out" 2>"$scratch/log" </dev/null &
remember $!
if ! wait_for 60 grep -q '^Serving MCP at ' "$scratch/log"; then
  fail "a server that is watched" "$scratch/log"
  exit 1
fi
mcp=$(sed -n 's,^Serving MCP at \(.*\)$,\1,p' "$scratch/log")
trace=0af7651916cd43dd8448eb211c80319c

# ask TOOL: on behalf of somebody who traces.
ask() { ask_mcp "$mcp" "$1" '{}' '"traceparent":"00-'$trace'-b7ad6b7169203331-01",'; }
ask guest_list >"$scratch/answer"
ask cluster_overview >>"$scratch/answer"
curl -sS --max-time 20 "${mcp%/mcp}/metrics" >"$scratch/figures"
check "the Prometheus client's parser reads every figure" \
  eval '"$tools/bin/python" "$here/telemetry/figures.py" "$scratch/figures" >"$scratch/said" 2>&1'
check "OpenTelemetry's protocol reads the spans: client, tool, requests" \
  wait_for 20 eval '"$tools/bin/python" "$here/telemetry/spans.py" "$scratch/spans" $trace >"$scratch/said" 2>&1'
finish
