#!/usr/bin/env bash
# Other people's MCP clients against the demo, over stdio and over HTTP, in every era they speak:
# the npm SDK, the npm client, the PyPI package and the Inspector's command line. And what `init` wrote for Claude Code,
# Gemini CLI and Codex, read by these programs themselves.
#   CLIENTS_ONLY=npm-sdk|npm-client|pypi|inspector|programs   one of them alone
# They are installed, in pinned versions, into the ignored folder .verification.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
# shellcheck source=verification/npm.sh
. "$here/npm.sh"

program=$root/proxmox-mcp
newest_legacy=2025-11-25
modern=2026-07-28
inspector_node=22.19

# --- what they need -------------------------------------------------------------------------------

install_python() {
  local folder=$tools/python
  installed "$folder" "$here/clients/requirements.txt" && return 0
  rm -rf "$folder" && mkdir -p "$tools" || return 1
  python3 -m venv "$folder" || return 1
  limited 300 "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    -r "$here/clients/requirements.txt" || return 1
  cksum <"$here/clients/requirements.txt" >"$folder/installed"
}

# The Inspector wants a newer Node than some systems have; npm carries one.
find_inspector_node() {
  if node_at_least "$inspector_node"; then
    command -v node
    return
  fi
  install_npm node "$here/clients/node" >&2 || return 1
  for node in "$tools"/node/node_modules/node-*/bin/node; do
    [ -x "$node" ] && echo "$node" && return
  done
  return 1
}

# --- the walks ------------------------------------------------------------------------------------

# A demo of its own for each walk, so that the guests are stopped: sets $demo and $url.
start_demo() {
  "$program" demo --port 0 >"$scratch/demo.out" 2>"$scratch/demo.err" </dev/null &
  demo=$!
  remember "$demo"
  wait_for 30 grep -q '^ *http://.*/mcp$' "$scratch/demo.out" || return 1
  url=$(sed -n 's|^ *\(http://.*/mcp\)$|\1|p' "$scratch/demo.out" | head -n 1)
}

# walk CLIENT TRANSPORT ERA WALKER...: its last line tells what was negotiated.
walk() {
  local what="$1 over $2, $3"
  shift 3
  if limited 240 "$@" >"$scratch/walk.out" 2>"$scratch/walk.err" </dev/null; then
    pass "$what: $(tail -n 1 "$scratch/walk.out")"
  else
    fail "$what" "$scratch/walk.out" "$scratch/walk.err"
  fi
}

# both CLIENT ERA WALKER...: over stdio and over HTTP.
both() {
  walk "$1" stdio "$2" "${@:3}" "$program" demo --stdio
  if start_demo; then
    walk "$1" http "$2" "${@:3}" "$url"
  else
    fail "a demo for $1" "$scratch/demo.out" "$scratch/demo.err"
  fi
  end "$demo"
}

npm_sdk() {
  local walker=(node "$tools/npm/walk.mjs" sdk)
  both "npm sdk" legacy "${walker[@]}" legacy $newest_legacy
}

npm_client() {
  local walker=(node "$tools/npm/walk.mjs" client)
  both "npm client" auto "${walker[@]}" auto $modern
  both "npm client" modern "${walker[@]}" modern $modern
  both "npm client" legacy "${walker[@]}" legacy $newest_legacy
  both "npm client" "legacy 2025-06-18" "${walker[@]}" 2025-06-18 2025-06-18
  # 2024-11-05 is older than Streamable HTTP.
  walk "npm client" stdio "legacy 2024-11-05" "${walker[@]}" 2024-11-05 2024-11-05 "$program" demo --stdio
}

pypi() {
  local walker=("$tools/python/bin/python" "$here/clients/walk_pypi.py")
  both "PyPI mcp" auto "${walker[@]}" auto $modern
  both "PyPI mcp" modern "${walker[@]}" modern $modern
  both "PyPI mcp" legacy "${walker[@]}" legacy $newest_legacy
}

inspector() {
  local walker=("$inspector_runs_on" "$tools/npm/walk_inspector.mjs")
  both Inspector legacy "${walker[@]}" legacy $newest_legacy
  both Inspector auto "${walker[@]}" auto $modern
  both Inspector modern "${walker[@]}" modern $modern
}

# in_its_home COMMAND...: of a person who has these programs and nothing else.
in_its_home() {
  (cd "$scratch/home" && waited env -i HOME="$scratch/home" PATH="$programs:$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} \
    timeout -k 5 60 "$@" </dev/null >"$scratch/said" 2>&1)
}
told_by_init() { in_its_home "$program" init --cluster lab "${host[@]}" --client "$1" --yes; }
listed_by() { in_its_home "$1" mcp list && grep -q "proxmox.*serve.*$2" "$scratch/said"; }

# A host is set up once, and then every client told of it. Codex lists what it read, the others start the server.
programs() {
  local host evidence=("$scratch/said")
  begin_cluster
  mkdir -p "$scratch/home"
  sed -n 's/^root@pam logs in with the password \([^,]*\),.*/\1/p' "$scratch/simulate" >"$scratch/home/password"
  chmod 600 "$scratch/home/password"
  mapfile -t host < <(printf '%s\n' "${cluster[@]}" | sed -n 's/^PROXMOX_PORT=/--host\n127.0.0.1:/p; s/^PROXMOX_FINGERPRINT=/--fingerprint\n/p')
  host+=(--user root@pam --password-file password)
  check "init --client claude-code" told_by_init claude-code
  check "Claude Code starts it: claude mcp list" listed_by claude Connected
  check "init --client gemini-cli" told_by_init gemini-cli
  check "Gemini CLI starts it: gemini mcp list" listed_by gemini Connected
  check "init --client codex" told_by_init codex
  check "Codex has read it: codex mcp list" listed_by codex enabled
}

# Node looks for packages beside the file that imports them. Renamed into place: others may be reading.
place_walks() {
  for walk in "$here"/clients/*.mjs; do
    cp "$walk" "$tools/npm/placing.$$" && mv "$tools/npm/placing.$$" "$tools/npm/${walk##*/}" || return 1
  done
}

prepare_npm() {
  install_npm npm "$here/clients" && place_walks && return 0
  fail "installing the npm clients"
  return 1
}

run() {
  case $1 in
    npm-sdk | npm-client)
      can_npm || { skip "$1, which needs Node 20 or later, and npm" && return; }
      prepare_npm && "${1/-/_}"
      ;;
    inspector)
      can_npm || { skip "$1, which needs Node and npm" && return; }
      inspector_runs_on=$(find_inspector_node) || { skip "$1, which needs Node $inspector_node or later" && return; }
      prepare_npm && inspector
      ;;
    programs)
      can_npm || { skip "$1, which need Node 20 or later, and npm" && return; }
      if place_programs; then programs; else fail "installing the programs of clients"; fi
      ;;
    pypi)
      python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
        { skip "$1, which needs Python 3.10 or later with venv" && return; }
      if install_python; then pypi; else fail "installing the PyPI client"; fi
      ;;
    *)
      echo "CLIENTS_ONLY takes npm-sdk, npm-client, pypi, inspector or programs." >&2
      exit 64
      ;;
  esac
}

# Each client in a process of its own, side by side: most of their time is waiting for simulated tasks.
run_all() {
  local runs=() broken=false
  for client in npm-sdk npm-client pypi inspector programs; do
    CLIENTS_ONLY=$client "$0" >"$scratch/$client" 2>&1 &
    runs+=($!)
    remember $!
  done
  for run in "${runs[@]}"; do
    wait "$run" || broken=true
  done
  for client in npm-sdk npm-client pypi inspector programs; do
    grep -v ' passed, .* failed$' "$scratch/$client"
    passed=$((passed + $(grep -c '^ok ' "$scratch/$client")))
    failed=$((failed + $(grep -c '^FAILED ' "$scratch/$client")))
  done
  finish && [ "$broken" = false ]
}

# Built before any client has to wait for it.
limited 600 "$program" --version >"$scratch/version" || exit 1
if [ -n "${CLIENTS_ONLY:-}" ]; then
  run "$CLIENTS_ONLY"
  finish
else
  # Installed before several do it at once.
  if ! can_npm || prepare_npm; then run_all; else finish; fi
fi
