# shellcheck shell=bash
# compose.yaml and compose.proxy.yaml, as they stand. Sourced by ../container.sh.

compose() { PATH="$cache/venv/bin:$PATH" podman-compose --no-ansi "$@"; }

up() { compose -p mcpverify "$@" up -d --no-build >"$scratch/compose" 2>&1; }
down() { compose -p mcpverify "$@" down -v -t 75 >"$scratch/compose" 2>&1; }
one() { quiet ps -q --filter label=com.docker.compose.project=mcpverify; }
answers() { [ "$(curl -sS --max-time 5 "$@" 2>"$scratch/curl")" = ok ]; }
composed() { quiet inspect -f "$1" "$(one)"; }
not_elsewhere() { ! answers -k "https://$(hostname -I | cut -d' ' -f1):$port/healthz"; }
no_secret_shown() { ! composed '{{.Config.Env}}' | grep -q -F "$(cat "$scratch/token")"; }

# As the process has it, not only as podman was told.
noexec_tmp() {
  grep ' /tmp ' "/proc/$(pid "$(one)")/mountinfo" >"$scratch/inspect"
  for option in noexec nosuid nodev size=16384k; do
    grep -q -E "[ ,]$option(,|\$)" "$scratch/inspect" || return 1
  done
}
stops_after() { compose -p mcpverify --dry-run --verbose -f "$folder/compose.yaml" down >"$scratch/inspect" 2>&1 && grep -q -e "stop -t $1 " "$scratch/inspect"; }

neighbour() {
  local address
  address=$(composed '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}')
  podman run --rm --network mcpverify_default -e "PROXMOX_MCP_HTTP_TOKENS=anna=$hash" -e PROXMOX_MCP_HTTP_PROXIES=172.31.86.1 "$image" health "$address:8642" >"$scratch/log" 2>&1
  [ $? -eq 69 ] && grep -q 'requests are taken from the proxy alone' "$scratch/log"
}

compose_runs_it() {
  export CONTAINER_IMAGE=$image PROXMOX_HOST=192.0.2.1 PROXMOX_USER=mcp@pve PROXMOX_TOKEN_NAME=assistant HTTP_TOKENS="anna=$hash" \
    PROXMOX_TOKEN_FILE="$scratch/token" PORT="$port" HTTP_NAMES=mcp.example.org
  evidence=("$scratch/compose" "$scratch/curl" "$scratch/log")
  check "compose.yaml: it starts" up -f "$folder/compose.yaml"
  check "compose.yaml: it answers at the loopback address of the machine, by TLS" within 60 answers -k "https://127.0.0.1:$port/healthz"
  check "compose.yaml: its own health check finds it well" health "$(one)"
  check "compose.yaml: and nowhere else" not_elsewhere
  check "compose.yaml: read-only, 256 MB, 128 processes, restarted unless stopped" test \
    "$(composed '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}')" = 'true 268435456 128 unless-stopped'
  composed '{{json .HostConfig}}' >"$scratch/inspect"
  evidence=("$scratch/inspect" "$scratch/status")
  # podman-compose passes no memswap_limit on; above, Podman is told it.
  check "compose.yaml: one processor" test "$(composed '{{.HostConfig.NanoCpus}} {{.HostConfig.CpuQuota}}/{{.HostConfig.CpuPeriod}}')" = '1000000000 100000/100000'
  check "compose.yaml: told to drop every capability, and to gain no privilege" test \
    "$(composed '{{.EffectiveCaps}} {{.BoundingCaps}} {{.HostConfig.SecurityOpt}}')" = '[] [] [no-new-privileges]'
  check "compose.yaml: its process has none, and gains none" bare "$(one)"
  check "compose.yaml: the log is cut at 10 MB" test "$(composed '{{.HostConfig.LogConfig.Type}} {{.HostConfig.LogConfig.Size}}')" = 'json-file 10MB'
  check "compose.yaml: /tmp has 16 MB, without programs, devices and other people's rights" noexec_tmp
  check "compose.yaml: told to go down, it gets 75 s" stops_after 75
  evidence=("$scratch/compose" "$scratch/curl" "$scratch/log")
  check "compose.yaml: no secret is in its environment" no_secret_shown
  down -f "$folder/compose.yaml"
}

compose_runs_it_behind_a_proxy() {
  both=(-f "$folder/compose.yaml" -f "$folder/compose.proxy.yaml")
  check "compose.proxy.yaml: it starts" up "${both[@]}"
  check "compose.proxy.yaml: what comes through the gateway is served, in plain HTTP" within 60 answers -H 'Host: mcp.example.org' "http://127.0.0.1:$port/healthz"
  check "compose.proxy.yaml: its own health check finds it well" health "$(one)"
  check "compose.proxy.yaml: a neighbour on the same network is not" neighbour
  down "${both[@]}"
}
