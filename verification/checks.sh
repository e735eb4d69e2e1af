# shellcheck shell=bash
# What the scripts beside this one share: counting, time limits, free of leftovers. Sourced by them, with
# `set -u` on.

# shellcheck disable=SC2034 # used by those who source this
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/proxmox-mcp-verification.XXXXXX")
passed=0
failed=0
left_out=()
children=()

# Everything that a script starts in the background is named here, by process id.
remember() { children+=("$1"); }

# Ends one background process: asked first, forced after ten seconds.
end() {
  kill "$1" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

clean_up() {
  trap '' INT TERM
  for child in ${children[@]+"${children[@]}"}; do kill "$child" 2>/dev/null; done
  for child in ${children[@]+"${children[@]}"}; do end "$child"; done
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

pass() {
  passed=$((passed + 1))
  echo "ok      $1"
}

# fail WHAT [FILE...]: the end of each file says why.
fail() {
  failed=$((failed + 1))
  echo "FAILED  $1"
  shift
  for file in "$@"; do
    [ -s "$file" ] && tail -n 25 "$file" | sed 's/^/        | /'
  done
  return 0
}

# check WHAT CONDITION...: a command whose exit code decides; the files in $evidence tell why it failed.
evidence=()
check() {
  local what=$1
  shift
  if "$@"; then pass "$what"; else fail "$what" ${evidence[@]+"${evidence[@]}"}; fi
}

# Where something that the script needs is not there: plain words on a person's machine, a failure under CI.
skip() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then
    echo "CI=true: nothing may be skipped here." >&2
    exit 1
  fi
}

# not_run WHAT WHY: where a machine cannot do it at all, which is no failure; the last line of the script names it again.
not_run() {
  left_out+=("$1")
  echo "NOT RUN $1: $2"
}

# waited COMMAND...: like the command, but in the background, where a signal to this script reaches it at once.
waited() {
  "$@" &
  local process=$!
  remember "$process"
  wait "$process"
}

limited() {
  local seconds=$1
  shift
  waited timeout -k 5 "$seconds" "$@"
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local tries=$(($1 * 10))
  shift
  for _ in $(seq "$tries"); do
    "$@" && return 0
    sleep 0.1
  done
  return 1
}

# begin_cluster: a simulated cluster that ends with the script; its settings, NAME=VALUE, are in the array cluster.
# `$program` starts it, which a first start may have to build.
cluster=()
begin_cluster() {
  : >"$scratch/simulate"
  "$program" simulate --port 0 >"$scratch/simulate" 2>"$scratch/simulate.err" </dev/null &
  remember $!
  if ! wait_for 300 grep -q FINGERPRINT= "$scratch/simulate"; then
    fail "a simulated cluster" "$scratch/simulate" "$scratch/simulate.err"
    exit 1
  fi
  mapfile -t cluster < <(sed -n 's/^ *export \(PROXMOX_[A-Z_]*=.*\)/\1/p' "$scratch/simulate")
}

# ask_mcp URL TOOL ARGUMENTS [META]: a call by curl, of a client that shows neither forms nor pages; META is JSON with a
# comma at its end.
ask_mcp() {
  curl -sS --max-time 60 "$1" -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H "Mcp-Name: $2" \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"'"$2"'","arguments":'"$3"',"_meta":{'"${4:-}"'"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}'
}

finish() {
  local named=
  [ "${#left_out[@]}" -eq 0 ] || named=$(printf ', %s' "${left_out[@]}")
  echo "$passed passed, $failed failed${named:+, ${#left_out[@]} NOT RUN: ${named#, }}"
  [ "$failed" -eq 0 ]
}

command -v timeout >/dev/null || {
  skip "no \`timeout\` (GNU coreutils)"
  exit 0
}
