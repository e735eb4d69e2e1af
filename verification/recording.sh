#!/usr/bin/env bash
# Draws docs/pictures/terminal.svg: what a person types and sees, recorded from the program as it is. Takes Python and
# Node; asciinema and svg-term come from PyPI and npm. Not a stage of .ci/run: a picture, no check.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=${here%/*}
program=$root/proxmox-mcp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" --version >/dev/null
python3 -m venv "$work/python"
"$work/python/bin/pip" install -q --disable-pip-version-check asciinema==2.4.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/node" svg-term-cli@2.1.1 >/dev/null

cat >"$work/session.sh" <<'SESSION'
type_and_run() {
  printf '\033[32m$\033[0m '
  for ((at = 0; at < ${#1}; at++)); do
    printf '%s' "${1:at:1}"
    sleep 0.03
  done
  sleep 0.4
  printf '\n'
  eval "$1"
  sleep "$2"
}
type_and_run './proxmox-mcp call cluster_overview --demo' 3
type_and_run './proxmox-mcp call guest_list --demo state=stopped limit=4' 3
type_and_run './proxmox-mcp call guest_power --demo guests=101 action=stop dry_run=true' 5
SESSION

export XDG_STATE_HOME=$work/state TERM=xterm-256color
cd "$root"
"$work/python/bin/asciinema" rec -q --cols 110 --rows 34 -c "bash $work/session.sh" "$work/session.cast"
mkdir -p "$root/docs/pictures"
"$work/node/node_modules/.bin/svg-term" --in "$work/session.cast" --out "$root/docs/pictures/terminal.svg" --window --width 110 --height 34
echo "docs/pictures/terminal.svg: $(wc -c <"$root/docs/pictures/terminal.svg") bytes"
