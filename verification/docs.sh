#!/usr/bin/env bash
# The documents: every relative link and anchor leads somewhere, and every block of shell commands in README.md
# and docs/quick-start.md is run against a simulated cluster, or docs/blocks.txt beside this says why it is not. So is
# the server that the README's configuration of a client starts.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
# shellcheck source=verification/npm.sh
. "$here/npm.sh"

program=$root/proxmox-mcp
documents=$here/docs/documents.py
list=$here/docs/blocks.txt
err=$scratch/err
out=$scratch/out
evidence=("$out" "$err")

# --- links ----------------------------------------------------------------------------------------

links_lead_somewhere() { python3 "$documents" links "$root" >"$out" 2>"$err"; }

# So that the check above cannot pass by seeing nothing.
a_wrong_link_is_found() {
  local folder=$scratch/links
  # shellcheck disable=SC2016 # Markdown, not commands
  mkdir -p "$folder/docs" && git -C "$folder" init -q &&
    printf '# A `b` (c)\n[ok](docs/x.md#two-words) [ok](#a-b-c) [gone](docs/y.md)\n```\n[code](no.md)\n```\n' >"$folder/README.md" &&
    printf '## Two words\n[gone](../README.md#two) [out](../../x.md)\n' >"$folder/docs/x.md"
  python3 "$documents" links "$folder" >"$out" 2>"$err" && return 1
  grep -q '^README.md:2: docs/y.md leads to nothing$' "$out" &&
    grep -q '^docs/x.md:2: ../README.md#two has no such heading$' "$out" &&
    grep -q '^docs/x.md:2: ../../x.md leads out of the repository$' "$out" &&
    grep -q '^5 links in 2 documents, 3 of them wrong$' "$out"
}

every_document_is_in_the_index() {
  local page
  : >"$out"
  for page in "$root"/docs/*.md; do
    page=${page##*/}
    [ "$page" = README.md ] || grep -q "(${page}[)#]" "$root/docs/README.md" || echo "$page is not in docs/README.md" >>"$out"
  done
  [ ! -s "$out" ]
}

# --- the cluster ----------------------------------------------------------------------------------

home=$scratch/home

# Sets $port, $user, $token, $secret and $pin to what `simulate` prints.
simulate() {
  : >"$scratch/simulate"
  "$program" simulate --port 0 >"$scratch/simulate" 2>"$scratch/simulate.err" </dev/null &
  remember $!
  if ! wait_for 300 grep -q FINGERPRINT= "$scratch/simulate"; then
    fail "a simulated cluster" "$scratch/simulate" "$scratch/simulate.err"
    exit 1
  fi
  port=$(told PORT) user=$(told USER) token=$(told TOKEN_NAME) secret=$(told TOKEN_VALUE) pin=$(told FINGERPRINT)
}

told() { sed -n "s/^ *export PROXMOX_$1=//p" "$scratch/simulate" | tr -d "'\""; }

# What a person writes into his copy of the example.
settings() {
  local name
  echo 'version: 1'
  echo 'clusters:'
  for name in lab attic; do
    printf '  %s:\n    host: 127.0.0.1\n    port: %s\n    user: %s\n    token-name: %s\n' "$name" "$port" "$user" "$token"
    printf '    token-value: file:%s\n    fingerprints: "%s"\n' "$home/.config/proxmox-token" "$pin"
  done
}

# --- blocks ---------------------------------------------------------------------------------------

# in_a_shell FILE [COMMAND...]: as a person types it, with the names of this cluster in the place of those of the page;
# at the terminal that the command is, if there is one.
in_a_shell() {
  # Whoever runs in the background is given no input, unless he takes it himself.
  local input=$scratch/pasted
  [ $# -eq 1 ] || input=/dev/tty
  sed -e "1i exec <'$input'" -e "s|http://127.0.0.1:8642/mcp|${demo:-&}|" \
    -e "s|^export PROXMOX_HOST=.*|export PROXMOX_HOST=127.0.0.1 PROXMOX_PORT=$port|" \
    -e "s|^export PROXMOX_USER=.*|export PROXMOX_USER='$user'|" \
    -e "s|^export PROXMOX_TOKEN_NAME=.*|export PROXMOX_TOKEN_NAME=$token|" \
    -e "s|^export PROXMOX_CA_FILE=.*|export PROXMOX_FINGERPRINT=$pin|" \
    -e "s|^\(cp examples/settings.yaml \)\([^ ]*\).*|\1\2; cp '$scratch/settings.yaml' \2|" \
    -e "s|/path/to/|$root/|g" "$1" >"$scratch/typed.sh"
  (cd "$root" && waited env -i HOME="$home" PATH="$programs:$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "${settings_of_block[@]}" \
    timeout -k 5 120 "${@:2}" bash -eu "$scratch/typed.sh" >"$out" 2>"$err")
}

# What each block must show.
shows() { grep -qF -e "$1" "$out"; }
the_commands_of_the_readme() { in_a_shell "$1" && shows 'is accepted by Proxmox VE' && shows 'guest_power' && shows 'guests'; }
the_file_of_the_token() {
  in_a_shell "$1" && [ "$(cat "$home/.config/proxmox-token")" = "$secret" ] && [ -z "$(find "$home/.config/proxmox-token" -perm /077)" ]
}
the_variables() { in_a_shell "$1" && shows 'nodes online'; }
the_settings_file() { in_a_shell "$1" && shows 'lab' && shows 'attic' && shows 'guests'; }

# then_typed COMMAND: after the block.
then_typed() { echo "$1" >"$scratch/then.sh" && in_a_shell "$scratch/then.sh"; }
the_client() {
  local demo
  "$program" demo --port 0 >"$scratch/demo" 2>"$err" </dev/null &
  remember $!
  wait_for 60 grep -q '^ *http://.*/mcp$' "$scratch/demo" || return 1
  demo=$(sed -n 's|^ *\(http://.*/mcp\)$|\1|p' "$scratch/demo" | head -n 1)
  in_a_shell "$1" && then_typed 'claude mcp list' && grep -q "^proxmox-demo: $demo .*Connected" "$out"
}
# Somebody who has Claude Code, on a cluster of which he knows the address and the password.
the_dialogue() {
  local home port user token secret pin
  home=$(mktemp -d "$scratch/home.XXXXXX") && echo '{}' >"$home/.claude.json"
  simulate
  sed 's/| *$/| /' >"$scratch/answers" <<ANSWERS
Address of a node, or of a Backup Server: | 127.0.0.1:$port
Proxmox VE (pve) or Backup Server (pbs)? [pve]: |
Are the fingerprints the same? (yes or no): | yes
Name of it here [proxmox]: | lab
Toolsets, by comma [inventory]: | inventory,operate
Log in once as [root@pam]: |
Password of root@pam, which is kept nowhere (not shown): | $(sed -n 's/^root@pam logs in with the password \([^,]*\),.*/\1/p' "$scratch/simulate") | hidden
Shall it be? (yes or no): | yes
Client to configure: claude-code, print or none [claude-code]: |
or nothing for none yet (not shown): | yes from me alone | hidden
The same again: | yes from me alone | hidden
ANSWERS
  in_a_shell "$1" python3 "$here/terminal.py" "$scratch/answers" && shows "$pin" &&
    then_typed './proxmox-mcp call cluster_overview' && shows '3 of 3 nodes online' &&
    then_typed 'claude mcp list' && grep -q "^proxmox: $program serve .*Connected" "$out"
}

# run_block WHAT FILE: the first line says which it is.
run_block() {
  settings_of_block=()
  case $(head -n 1 "$2") in
    './proxmox-mcp doctor'*)
      # Of a server that is set up already.
      settings_of_block=(PROXMOX_HOST=127.0.0.1 PROXMOX_PORT="$port" PROXMOX_USER="$user" PROXMOX_TOKEN_NAME="$token"
        PROXMOX_TOKEN_VALUE="$secret" PROXMOX_FINGERPRINT="$pin")
      check "$1" the_commands_of_the_readme "$2" ;;
    'claude mcp add '*) check "$1" the_client "$2" ;;
    './proxmox-mcp init'*) check "$1" the_dialogue "$2" ;;
    'install -m 600'*) check "$1" the_file_of_the_token "$2" ;;
    'export PROXMOX_HOST='*) check "$1" the_variables "$2" ;;
    'mkdir -p ~/.config/proxmox-mcp') check "$1" the_settings_file "$2" ;;
    *) fail "$1: nothing says here what it must show" "$2" ;;
  esac
}

# decided FILE FIRST: what the list says about the block; empty if it does not name it.
decided() { awk -F ' [|] ' -v file="$1" -v first="$2" '$1 == file && $2 == first { print $3; exit }' "$list"; }

blocks_of() {
  local page=$1 folder=$scratch/blocks/$1 count number first what
  mkdir -p "$folder"
  count=$(python3 "$documents" blocks "$root/$page" "$folder")
  for number in $(seq "$count"); do
    first=$(head -n 1 "$folder/$number.sh")
    what=$(decided "$page" "$first")
    echo "$page | $first" >>"$scratch/seen"
    case $what in
      run) run_block "$page, block $number is run: $first" "$folder/$number.sh" ;;
      '') fail "$page, block $number is run, or $list says why not" "$folder/$number.sh" ;;
      *) echo "not run $page, block $number: $what" ;;
    esac
  done
}

# As a client starts the server that its configuration names, with these variables and no others.
a_client_lists_guests() {
  local command name value variables=()
  python3 "$documents" client "$root/README.md" >"$scratch/client" 2>"$err" || return 1
  command=$(head -n 1 "$scratch/client")
  [ "$command" = '/path/to/proxmox-mcp serve' ] || { echo "it starts $command" >"$err"; return 1; }
  while IFS= read -r name; do
    case $name in
      PROXMOX_HOST) value=127.0.0.1:$port ;;
      PROXMOX_USER) value=$user ;;
      PROXMOX_TOKEN_NAME) value=$token ;;
      PROXMOX_TOKEN_VALUE_FILE) value=$home/.config/proxmox-token ;;
      PROXMOX_FINGERPRINT) value=$pin ;;
      *) echo "no value for $name is known here" >"$err"; return 1 ;;
    esac
    variables+=("$name=$value")
  done < <(tail -n +2 "$scratch/client")
  : >"$out"
  # Without the settings file of the quick start, which would name the same cluster. Its input ends when it has answered.
  mkdir -p "$scratch/client-home"
  # shellcheck disable=SC2094 # what it answers is waited for
  {
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"docs","version":"1"}}}'
    echo '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    echo '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"guest_list","arguments":{}}}'
    wait_for 60 grep -q '"id":2' "$out"
  } | env -i HOME="$scratch/client-home" PATH="$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "${variables[@]}" \
    timeout -k 5 120 "$program" serve >"$out" 2>"$err"
  grep -q '"id":2.*24 guests' "$out"
}

every_line_of_the_list_is_about_a_block() {
  awk -F ' [|] ' '!/^#/ { print $1 " | " $2 }' "$list" | sort >"$scratch/listed"
  sort "$scratch/seen" | comm -23 "$scratch/listed" - >"$out"
  [ ! -s "$out" ]
}

# --------------------------------------------------------------------------------------------------

check "every relative link and anchor leads somewhere" links_lead_somewhere
check "a wrong one is found" a_wrong_link_is_found
check "every document is in the index" every_document_is_in_the_index

can_npm || { skip "the commands of the documents, which need Node 20 or later, and npm"; finish; exit; }
place_programs || { fail "installing the programs of clients"; finish; exit; }
simulate
mkdir -p "$home/.config"
echo "$secret" >"$scratch/pasted"
settings >"$scratch/settings.yaml"
: >"$scratch/seen"
blocks_of README.md
blocks_of docs/quick-start.md
# The file of the token is what a block of the quick start has made.
check "README, the configuration of a client: its server lists guests" a_client_lists_guests
check "every line of the list is about a block that there is" every_line_of_the_list_is_about_a_block
finish
