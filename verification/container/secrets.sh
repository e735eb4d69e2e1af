# shellcheck shell=bash
# Secrets and volumes that are not its own, and secrets that are wrong. Sourced by ../container.sh.

# A volume and secrets as the kubelet makes them for a group.
as_in_kubernetes() {
  install -d -m 2770 -g 65532 "$scratch/volume"
  install -D -m 440 -g 65532 "$scratch/token" "$scratch/mounted/proxmox-token"
  quiet run -d --name server "${hard[@]}" --network container:cluster --env-file "$scratch/env" -e XDG_STATE_HOME=/var/lib/proxmox-mcp \
    -v "$scratch/volume:/var/lib/proxmox-mcp" -v "$scratch/mounted:/run/secrets:ro" "$image" >>"$say"
  within 60 logged server 'Serving MCP at' && [ "$(stat -c %a "$scratch/volume/proxmox-mcp/guard.db")" = 600 ]
}

a_volume_of_a_group_does() {
  evidence=("$scratch/log")
  quiet rm -f -t 0 server >>"$say"
  check "a volume and a secret that are a group's, as in Kubernetes, do" as_in_kubernetes
}

# refused WHAT MESSAGE OPTION...
refused() {
  local what=$1 message=$2
  shift 2
  throwaway --network none --env-file "$scratch/env" "$@" "$image" >"$scratch/log" 2>&1
  local code=$?
  check "$what: it ends with 78 and says why" said "$code" "$message"
}
said() { [ "$1" -eq 78 ] && grep -q -- "$2" "$scratch/log"; }

wrong_secrets_are_refused() {
  evidence=("$scratch/log")
  refused "64 MB of memory" "This process may use only 64 MiB of memory" "${secret[@]}" --memory 64m --memory-swap 64m
  refused "no secret" "PROXMOX_TOKEN_VALUE_FILE: the file /run/secrets/proxmox-token does not exist"
  install -m 600 "$scratch/token" "$scratch/roots"
  refused "a secret that it may not read" "cannot be read by the user who runs this program" -v "$scratch/roots:/run/secrets/proxmox-token:ro"
  install -m 755 -d "$scratch/state"
  refused "a state folder of somebody else" "The certificate of this server: the file /var/lib/proxmox-mcp/http-key.pem" \
    "${secret[@]}" -v "$scratch/state:/var/lib/proxmox-mcp"
  echo 00000000-0000-0000-0000-000000000000 >"$scratch/wrong"
  chmod 444 "$scratch/wrong"
  quiet rm -f -t 0 server >>"$say"
  serve server -v "$scratch/wrong:/run/secrets/proxmox-token:ro"
  check "a secret that Proxmox does not take: the log says so, with the token's name" within 60 logged server 'No answer yet.*401'
  quiet rm -f -t 0 server >>"$say"
  quiet rm -f -t 0 cluster >>"$say"
}
