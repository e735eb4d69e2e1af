# shellcheck shell=bash
# What every package is asked, whatever way it came. Sourced by ../packages.sh.

hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"packages","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
# Nobody's: a list of the tools needs settings, and no host.
host=(PROXMOX_HOST=127.0.0.1 PROXMOX_TOKEN_NAME=mcp@pve!packages PROXMOX_TOKEN_VALUE=00000000-0000-0000-0000-000000000000)

# clean COMMAND...: with an environment of its own. Sets $code.
clean() {
  limited 120 env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$home" LANG=C.UTF-8 ${more[@]+"${more[@]}"} "$@" >"$out" 2>"$err"
  code=$?
}
more=()

# lists_tools WHAT COMMAND...: a client's first words, and the tools as the answer.
lists_tools() {
  local what=$1
  shift
  limited 120 env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$home" LANG=C.UTF-8 "${host[@]}" ${more[@]+"${more[@]}"} \
    sh -c 'printf "%s\n" "$0" | "$@"' "$hello" "$@" >"$out" 2>"$err"
  check "$what: initialize and tools/list are answered over stdio" grep -q '"id":2,"result":{.*"guest_list"' "$out"
  check "$what: nothing else on standard output" [ "$(grep -vc '^{"jsonrpc"' "$out")" -eq 0 ]
}

# in_time WHAT STARTED
in_time() {
  local seconds=$((SECONDS - $2))
  check "$1: $seconds s from the file to the first answer, at most $most_seconds" [ "$seconds" -le "$most_seconds" ]
}

# demo_answers WHAT COMMAND...: a call against the simulated cluster in the same package.
demo_answers() {
  local what=$1
  shift
  clean "$@" call guest_list --demo
  check "$what: guest_list of the demo" grep -q '^24 guests' "$out"
}

has_cache() { [ -s "$1" ]; }
