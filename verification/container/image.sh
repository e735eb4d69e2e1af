# shellcheck shell=bash
# What is in the image, how large it is, and how soon it answers. Sourced by ../container.sh.

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1000000 }'; }

it_is_small() {
  unpacked=$(podman image inspect --format '{{.Size}}' "$image")
  podman save "$image" 2>>"$say" | gzip -6 >"$scratch/packed.tar.gz"
  packed=$(stat -c %s "$scratch/packed.tar.gz")
  evidence=()
  check "unpacked it has $(megabytes "$unpacked") MB (at most 180)" test "$unpacked" -le 180000000
  check "packed it has $(megabytes "$packed") MB (at most 65)" test "$packed" -le 65000000
}

no_tools() { ! grep -E ' (usr/)?s?bin/' "$scratch/files"; }
not_its_own() { ! grep -E ' 65532/65532 |^[^l].{7}w' "$scratch/files" | grep -v -E ' (var/lib/proxmox-mcp/|tmp/|dev/|proc/|sys/)'; }

# Nothing but what is meant: no shell, no package, nothing that its user may write but the state.
nothing_else_is_in_it() {
  podman create --name look "$image" >>"$say" 2>&1
  podman export look 2>>"$say" | tar tvf - >"$scratch/files"
  podman rm look >>"$say" 2>&1
  evidence=("$scratch/files")
  check "there is no shell and no tool in it" no_tools
  check "nothing but the state folder is its user's, or for everybody to write" not_its_own
}

# From the file, as somebody has it who brought it to a machine without a registry.
first_answer() {
  # Podman 4.3 does not take it packed.
  gzip -dc "$scratch/packed.tar.gz" | podman load -q >>"$say" 2>&1
  loaded=$((($(date +%s%N) - began) / 1000000))
  echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"container","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}' | podman run --rm -i --network none --no-healthcheck -e PROXMOX_HOST=192.0.2.1 \
    -e PROXMOX_TOKEN_NAME=mcp@pve!container -e PROXMOX_TOKEN_VALUE=00000000-0000-0000-0000-000000000000 "$image" serve 2>>"$say" |
    sed -n '/"id":2,/{p;q}' >"$scratch/answer"
  took=$((($(date +%s%N) - began) / 1000000))
  grep -q '"guest_list"' "$scratch/answer"
}

it_answers_from_its_file() {
  podman rmi -a -f >>"$say" 2>&1
  evidence=("$scratch/answer" "$say")
  check "there is no image left before it is loaded" test -z "$(podman images -q 2>>"$say")"
  began=$(date +%s%N)
  check "loaded from its file it answers initialize and tools/list over stdio" first_answer
  check "from podman load to that answer it takes $took ms (at most 60000), $loaded ms of them for load" test "$took" -le 60000
  rm -f "$scratch/packed.tar.gz"
}
