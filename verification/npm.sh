# shellcheck shell=bash
# Programs of other people from npm, in pinned versions, in the ignored folder .verification. Sourced after checks.sh.
# shellcheck disable=SC2154 # root, scratch and here are those of checks.sh and of the caller

tools=$root/.verification

# at_least WANTED FOUND, both MAJOR.MINOR…
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

node_at_least() { command -v node >/dev/null && at_least "$1" "$(node -p process.versions.node)"; }

can_npm() { command -v npm >/dev/null && node_at_least 20; }

# installed FOLDER DEFINITION...: once for each state of its definitions, and again if it was cut short.
installed() { [ -f "$1/installed" ] && [ "$(cat "$1/installed")" = "$(cat "${@:2}" | cksum)" ]; }

install_npm() {
  local folder=$tools/$1 from=$2
  installed "$folder" "$from/package.json" "$from/package-lock.json" && return 0
  rm -rf "$folder" && mkdir -p "$folder" || return 1
  cp "$from/package.json" "$from/package-lock.json" "$folder" || return 1
  # No install scripts: nothing of this needs one.
  (cd "$folder" && limited 300 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
  cat "$from/package.json" "$from/package-lock.json" | cksum >"$folder/installed"
}

# place_programs: the command lines of clients, as their packages bring them, in the folder $programs; without the
# script that an installation of Claude Code would run, its command is another file. None asks its maker for anything.
place_programs() {
  local packages=$tools/programs/node_modules name file
  programs=$scratch/programs
  install_npm programs "$here/clients/programs" && mkdir -p "$programs" || return 1
  while read -r name file; do
    printf '#!/bin/sh\nexport CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 GEMINI_CLI_TRUST_WORKSPACE=true\nexec node "%s" "$@"\n' \
      "$packages/$file" >"$programs/$name" && chmod 755 "$programs/$name" || return 1
  done <<'PROGRAMS'
claude @anthropic-ai/claude-code/cli-wrapper.cjs
codex @openai/codex/bin/codex.js
gemini @google/gemini-cli/bundle/gemini.js
PROGRAMS
}
