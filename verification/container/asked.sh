# shellcheck shell=bash
# How the containers are run and asked. Sourced by ../container.sh.

hard=(--read-only --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges --memory 256m --memory-swap 256m --pids-limit 128 --cpus 1)
quiet() { podman "$@" 2> >(grep -v systemd >>"$say"); }
throwaway() { podman run --rm "${hard[@]}" "$@"; }
# within SECONDS COMMAND...: until it succeeds; podman takes its time, so seconds are counted, not attempts.
within() {
  local until=$((SECONDS + $1))
  shift
  while ! "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}
logged() { podman logs "$1" >"$scratch/log" 2>&1; grep -q "$2" "$scratch/log"; }
# A name for the port that podman publishes on the loopback address.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

serve() { # NAME OPTION...
  local name=$1
  shift
  quiet run -d --name "$name" "${hard[@]}" --network container:cluster --env-file "$scratch/env" "$@" "$image" >>"$say"
}
pid() { quiet inspect -f '{{.State.Pid}}' "${1:-server}"; }
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$(pid)/status"; }

health() { podman healthcheck run "$1" >"$scratch/health" 2>&1; }
ready() { [ "$(curl -sS --max-time 5 --cacert "$scratch/certificate" "https://localhost:$port/readyz" 2>"$scratch/curl")" = ready ]; }
fault() { control -H 'Content-Type: application/json' -d "$1" http://127.0.0.1:8007/faults; }
no_fault() { control -X DELETE http://127.0.0.1:8007/faults; }
control() { nsenter -t "$(quiet inspect -f '{{.State.Pid}}' cluster)" -n curl -sS "$@" >"$scratch/control" 2>&1; }

# bare [CONTAINER]
bare() {
  cp "/proc/$(pid "${1:-server}")/status" "$scratch/status"
  for line in CapEff:.0000000000000000 CapBnd:.0000000000000000 NoNewPrivs:.1 Uid:.65532.65532; do
    grep -q "^$line" "$scratch/status" || return 1
  done
}

# tool NAME ARGUMENTS: what a client with a token gets.
tool() {
  [ "$(curl -sS --max-time 60 --cacert "$scratch/certificate" -o "$scratch/answer" -w '%{http_code}' "https://localhost:$port/mcp" \
    -H "Authorization: Bearer $bearer" -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H "Mcp-Name: $1" \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}},"name":"'"$1"'","arguments":'"$2"'}}' \
    2>"$scratch/curl")" = 200 ] && ! grep -q '"isError":true' "$scratch/answer"
}
