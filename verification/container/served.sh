# shellcheck shell=bash
# The server with everything taken away that can be, and no /tmp at all. Sourced by ../container.sh.

without_warnings() { ! grep -E ' (WARNING|ERROR) ' "$scratch/log"; }
recorded_start() { throwaway --network none --entrypoint "$java" "$image" -XX:AOTMode=on @/etc/proxmox-mcp.args --version 2>>"$say" | grep -q '^proxmox-mcp '; }

a_cluster_and_a_token() {
  port=$(free_port)
  quiet run -d --name cluster -p "127.0.0.1:$port:8642" "$image" simulate --control 8007 >>"$say"
  evidence=("$scratch/log" "$say")
  check "the simulated cluster starts from the same container" within 60 logged cluster PROXMOX_FINGERPRINT
  sed -n 's/^  export \(PROXMOX_.*\)/\1/p' "$scratch/log" | grep -v TOKEN_VALUE >"$scratch/env"
  sed -n 's/^  export PROXMOX_TOKEN_VALUE=//p' "$scratch/log" >"$scratch/token"
  chmod 444 "$scratch/token"
  throwaway --network none "$image" http-token anna >"$scratch/bearer" 2>"$scratch/line"
  hash=$(grep -m 1 -o 'sha256:[0-9a-f]*' "$scratch/line")
  bearer=$(tr -d '\r\n' <"$scratch/bearer")
  {
    echo "PROXMOX_MCP_HTTP_TOKENS=anna=$hash"
    echo "PROXMOX_TOKEN_VALUE_FILE=/run/secrets/proxmox-token"
    echo "PROXMOX_MCP_ALLOW=change"
  } >>"$scratch/env"
}

it_serves() {
  secret=(-v "$scratch/token:/run/secrets/proxmox-token:ro")
  kept=(-v kept:/var/lib/proxmox-mcp)
  began=$(date +%s%N)
  serve server "${secret[@]}" "${kept[@]}"
  evidence=("$scratch/log" "$say")
  if ! within 60 logged server 'Serving MCP at https://'; then
    fail "it does not serve" "${evidence[@]}"
    finish
    exit 1
  fi
  pass "it serves: read-only, no capability, no new privileges, 256 MB, no /tmp, a numeric user"
  echo "        $((($(date +%s%N) - began) / 1000000)) ms from podman run to the first answer"
  check "nothing went wrong on the way" without_warnings
  quiet cp server:/var/lib/proxmox-mcp/http-certificate.pem "$scratch/certificate"
  evidence=("$scratch/curl" "$scratch/answer" "$scratch/log")
  check "curl knows its certificate, and a cluster has answered: the secret came by X_FILE" within 30 ready
  check "a client with a token lists the guests" tool guest_list '{}'
  check "the JVM takes its recorded start" recorded_start
  evidence=("$scratch/status")
  check "its process has no capability, and gains none" bare
}
