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

# as_a_client_does MANIFEST FOLDER: its command, for a bundle in FOLDER; what a person filled in stands where the manifest
# names it.
as_a_client_does() {
  python3 - "$1" "$2" <<'EOF'
import json, re, shlex, sys
config = json.load(open(sys.argv[1]))["server"]["mcp_config"]
given = {"__dirname": sys.argv[2], "user_config.host": "127.0.0.1", "user_config.token_id": "mcp@pve!packages",
         "user_config.token_secret": "00000000-0000-0000-0000-000000000000", "user_config.fingerprint": "AB" * 32}
fill = lambda text: shlex.quote(re.sub(r"\$\{([^}]*)\}", lambda name: given[name.group(1)], text))
print(*(name + "=" + fill(value) for name, value in config["env"].items()), "exec",
      *map(fill, [config["command"]] + config["args"]))
EOF
}
without_host=(env -u PROXMOX_HOST -u PROXMOX_TOKEN_NAME -u PROXMOX_TOKEN_VALUE)

# What a registry's client needs to know of this machine's registries and their certificates.
registries() { env | grep -E '^(SSL_CERT_FILE|PIP_[A-Z_]*|UV_[A-Z_]*)=' || true; }

has_cache() { [ -s "$1" ]; }
