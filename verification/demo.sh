#!/usr/bin/env bash
# README's first command, as a person types it: the demo starts, answers over HTTP, and ends when told
# to, leaving nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
demo=
trap '[ -z "$demo" ] || kill -9 "$demo" 2>/dev/null || true; rm -rf "$folder"' EXIT

./proxmox-mcp demo --port 0 >"$folder/out" 2>"$folder/err" &
demo=$!
for _ in $(seq 300); do
  grep -q '^Stop with' "$folder/out" && break
  kill -0 "$demo" 2>/dev/null || { cat "$folder/err"; echo "the demo ended"; exit 1; }
  sleep 1
done
address=$(grep -o 'http://127.0.0.1:[0-9]*/mcp' "$folder/out" | head -n 1)
answer=$(curl -sS --max-time 20 "$address" -H 'Content-Type: application/json' \
  -H 'Accept: application/json, text/event-stream' -d '{"jsonrpc":"2.0","id":1,"method":"initialize",
  "params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}')
case $answer in
  *'"serverInfo":{"name":"proxmox-mcp"'*) ;;
  *) echo "unexpected answer: $answer"; exit 1 ;;
esac
kill -TERM "$demo"
timeout 20 tail --pid="$demo" -f /dev/null || { echo "the demo did not end on SIGTERM"; exit 1; }
demo=
echo "1 passed, 0 failed"
