#!/usr/bin/env bash
# The end of a server over stdio: told to end in the middle of a call, it answers that call, says how
# it went in the log, and ends.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

# await SECONDS PATTERN FILE
await() {
  for _ in $(seq $((10 * $1))); do
    grep -q "$2" "$3" && return 0
    sleep 0.1
  done
  echo "no $2 within $1 s"; cat "$folder/out" "$folder/err"; exit 1
}

./proxmox-mcp --version >/dev/null
mkfifo "$folder/in"
./proxmox-mcp demo --stdio <"$folder/in" >"$folder/out" 2>"$folder/err" &
server=$!
exec 3>"$folder/in"
echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"end","version":"1"}}}' >&3
await 60 '"id":1' "$folder/out"
echo '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"guest_power","arguments":{"guests":["old-nas"],"action":"shutdown","wait":3}}}' >&3
await 30 'Granted' "$folder/err"
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
exec 3>&-
[ "$code" -eq 143 ] || { echo "exit code $code instead of 143"; exit 1; }
await 1 '"id":2,"result":.*shutdown still runs' "$folder/out"
await 1 'Tool ended. .*tool=guest_power outcome=DONE' "$folder/err"
echo "1 passed, 0 failed"
