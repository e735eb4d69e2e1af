#!/usr/bin/env bash
# Whom `serve` trusts, shown between processes: `serve` and `call` against `simulate`, with the certificate
# pinned, unpinned and changed, with a wrong token, without a host, and on occupied ports.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

program=$root/proxmox-mcp
hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"trust","version":"1"}}}'
initialized='{"jsonrpc":"2.0","method":"notifications/initialized"}'
list_tools='{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
list_guests='{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"guest_list","arguments":{}}}'
# Looks anew each time, where a list may be two seconds old.
get_guest='{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"guest_get","arguments":{"guest":"101"}}}'
ping='{"jsonrpc":"2.0","id":4,"method":"ping"}'
err=$scratch/err
out=$scratch/out
evidence=("$out" "$err")

# --- the host -------------------------------------------------------------------------------------

# simulate PORT: sets the PROXMOX_… variables that it prints, as a person would, and $pin.
simulate() {
  : >"$scratch/simulate"
  # Without the descriptors of a running serve: its input would never end.
  "$program" simulate --port "$1" >"$scratch/simulate" 2>"$scratch/simulate.err" </dev/null 3>&- 4>&- &
  host=$!
  remember "$host"
  if ! wait_for 60 grep -q FINGERPRINT= "$scratch/simulate"; then
    fail "a simulated cluster" "$scratch/simulate" "$scratch/simulate.err"
    exit 1
  fi
  while IFS='=' read -r name value; do
    export "$name=$value"
  done < <(sed -n 's/^ *export \(PROXMOX_[A-Z_]*=.*\)/\1/p' "$scratch/simulate")
  pin=$PROXMOX_FINGERPRINT
  unset PROXMOX_FINGERPRINT
  port=$PROXMOX_PORT
  secret=$PROXMOX_TOKEN_VALUE
}

# --- the server, over stdio -----------------------------------------------------------------------

# serve [NAME=VALUE...]: starts it; ask MESSAGE: sets $reply.
serve() {
  rm -f "$scratch/to" "$scratch/from"
  mkfifo "$scratch/to" "$scratch/from"
  : >"$out"
  env "$@" timeout -k 5 180 "$program" serve <"$scratch/to" >"$scratch/from" 2>"$err" &
  server=$!
  remember "$server"
  exec 3>"$scratch/to" 4<"$scratch/from"
  ask "$hello"
  echo "$initialized" >&3
}

ask() {
  reply=
  echo "$1" >&3
  IFS= read -r -t 60 reply <&4
  echo "$reply" >>"$out"
}

# Closes the server's input; sets $code, and $rest to what it still had to say.
leave() {
  exec 3>&-
  rest=$(timeout 30 cat <&4)
  exec 4<&-
  wait "$server"
  code=$?
}

replied() { case $reply in *"$1"*) ;; *) return 1 ;; esac; }
is_error() { replied '"isError":true'; }
answers_the_ping() { ask "$ping" && replied '"id":4' && replied '"result":{}'; }
left_well() { leave && [ "$code" -eq 0 ] && [ -z "$rest" ]; }
lists_the_tools() { ask "$list_tools" && replied '"guest_power"'; }
no_secret_in() { ! grep -qF -e "$secret" "$@"; }

# --- the terminal ---------------------------------------------------------------------------------

# run [NAME=VALUE...] COMMAND...: sets $code; its words go to $out and $err.
run() {
  waited env "$@" >"$out" 2>"$err" </dev/null
  code=$?
}

call_guest_list() { run "$@" timeout -k 5 60 "$program" call guest_list; }
ended_with() { [ "$code" -eq "$1" ]; }
said() { grep -qF -e "$1" "$out" "$err"; }
one_line() { [ "$(cat "$out" "$err" | wc -l)" -eq 1 ]; }

# --- what is shown --------------------------------------------------------------------------------

a_pinned_certificate_is_trusted() {
  serve PROXMOX_FINGERPRINT="$pin"
  check "pinned: the tools are listed" lists_the_tools
  ask "$list_guests"
  check "pinned: the guests are listed" replied '24 guests'
  check "pinned: serve ends with its input, and says nothing but MCP" left_well
  check "pinned: no secret in what it said" no_secret_in "$out" "$err"
  call_guest_list PROXMOX_FINGERPRINT="$(echo "$pin" | tr -d ':' | tr 'A-F' 'a-f')"
  check "pinned: call lists the guests, whichever way the fingerprint is written" ended_with 0
}

an_unknown_certificate_is_refused() {
  serve PROXMOX_PORT="$port"
  check "not pinned: the tools are listed" lists_the_tools
  ask "$list_guests"
  check "not pinned: the call is an error" is_error
  check "not pinned: it names the line that pins what was presented" replied "PROXMOX_FINGERPRINT=$pin"
  check "not pinned: the server goes on" answers_the_ping
  check "not pinned: serve ends with its input" left_well
  call_guest_list PROXMOX_PORT="$port"
  check "not pinned: call ends with 69" ended_with 69
  check "not pinned: call names the line" said "PROXMOX_FINGERPRINT=$pin"
}

a_changed_certificate_is_refused() {
  local old=$pin
  serve PROXMOX_FINGERPRINT="$old"
  ask "$list_guests"
  check "before the change: the guests are listed" replied '24 guests'
  end "$host"
  simulate "$port"
  check "the new start made another certificate" [ "$old" != "$pin" ]
  ask "$get_guest"
  check "changed under a running server: the call is an error" is_error
  check "changed under a running server: it names what was presented" replied "$pin"
  check "changed under a running server: the server goes on" answers_the_ping
  check "changed under a running server: serve ends with its input" left_well
  call_guest_list PROXMOX_FINGERPRINT="$old"
  check "changed: call ends with 69" ended_with 69
  call_guest_list PROXMOX_FINGERPRINT="$old,$pin"
  check "changed: with the old and the new pinned the guests are listed" ended_with 0
}

# A foreign host that writes down all it receives behind the handshake.
a_host_that_is_not_trusted_receives_no_token() {
  command -v openssl >/dev/null || { skip "the host that writes down what it receives: no openssl" && return; }
  local received=$scratch/received key=$scratch/key.pem certificate=$scratch/certificate.pem
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$key" -out "$certificate" 2>/dev/null
  # It reads the answers that it gives from its standard input: open, and empty.
  openssl s_server -accept 127.0.0.1:0 -key "$key" -cert "$certificate" \
    < <(exec sleep 300) >"$received" 2>&1 &
  local thief=$!
  remember "$thief"
  wait_for 10 grep -q '^ACCEPT 127' "$received" || { fail "a host that writes down" "$received" && return; }
  local there foreign
  there=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' "$received" | head -n 1)
  foreign=$(openssl x509 -in "$certificate" -noout -fingerprint -sha256 | sed 's/.*=//')
  call_guest_list PROXMOX_PORT="$there" PROXMOX_FINGERPRINT="$pin"
  check "another host than the pinned one: call ends with 69" ended_with 69
  check "another host than the pinned one: its fingerprint is named" said "$foreign"
  check "another host than the pinned one: it received no token" token_is_not_in "$received"
  # The proof that it would have seen one.
  env PROXMOX_PORT="$there" PROXMOX_FINGERPRINT="$foreign" timeout -k 5 60 "$program" call guest_list \
    >"$out" 2>"$err" </dev/null &
  local believer=$!
  remember "$believer"
  evidence+=("$received")
  check "once it is pinned, it receives the token" wait_for 30 token_is_in "$received"
  evidence=("$out" "$err")
  end "$believer"
  end "$thief"
}
token_is_in() { grep -qF "$secret" "$1"; }
token_is_not_in() { ! token_is_in "$1"; }

verification_is_never_switched_off() {
  # The certificate is shown if the host presents it within three seconds, which a busy machine may miss.
  for _ in 1 2 3 4 5; do
    run PROXMOX_VERIFY_SSL=false timeout -k 5 60 "$program" serve
    said "PROXMOX_FINGERPRINT=$pin" && break
  done
  check "PROXMOX_VERIFY_SSL=false: ends with 78" ended_with 78
  check "PROXMOX_VERIFY_SSL=false: shows the line that pins" said "PROXMOX_FINGERPRINT=$pin"
  check "PROXMOX_VERIFY_SSL=false: nothing on standard output" [ ! -s "$out" ]
}

a_wrong_token_is_refused() {
  local wrong=00000000-1111-2222-3333-444444444444
  serve PROXMOX_FINGERPRINT="$pin" PROXMOX_TOKEN_VALUE=$wrong
  check "wrong token: the tools are listed" lists_the_tools
  ask "$list_guests"
  check "wrong token: the call is an error" is_error
  check "wrong token: it names the token, and what Proxmox said" replied "$PROXMOX_USER!$PROXMOX_TOKEN_NAME"
  check "wrong token: the server goes on" answers_the_ping
  check "wrong token: serve ends with its input" left_well
  secret=$wrong check "wrong token: its secret is not in what it said" no_secret_in "$out" "$err"
  call_guest_list PROXMOX_FINGERPRINT="$pin" PROXMOX_TOKEN_VALUE=$wrong
  check "wrong token: call ends with 77" ended_with 77
}

an_occupied_port_is_named() {
  local command
  for command in "simulate --port $port" "demo --port $port" "serve --http 127.0.0.1:$port"; do
    # shellcheck disable=SC2086 # words
    run PROXMOX_FINGERPRINT="$pin" timeout -k 5 60 "$program" $command
    check "occupied port: ${command%% *} ends with 69" ended_with 69
    check "occupied port: ${command%% *} names it in one line" one_line
    check "occupied port: ${command%% *} names the number" said "$port"
  done
}

a_host_that_is_down_is_named() {
  end "$host"
  serve PROXMOX_FINGERPRINT="$pin"
  check "host down: the tools are listed" lists_the_tools
  ask "$list_guests"
  check "host down: the call is an error" is_error
  check "host down: it names the host" replied "127.0.0.1:$port"
  check "host down: the server goes on" answers_the_ping
  check "host down: serve ends with its input" left_well
  call_guest_list PROXMOX_FINGERPRINT="$pin"
  check "host down: call ends with 69" ended_with 69
}

limited 600 "$program" --version || exit 1
simulate 0
a_pinned_certificate_is_trusted
an_unknown_certificate_is_refused
a_host_that_is_not_trusted_receives_no_token
a_changed_certificate_is_refused
verification_is_never_switched_off
a_wrong_token_is_refused
an_occupied_port_is_named
a_host_that_is_down_is_named
finish
