# shellcheck shell=bash
# Whether it is well, and how it tells that it is ill. Sourced by ../container.sh.

small() { [ "$(resident)" -le 107421 ]; } # 110 MB

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

it_tells_how_it_is() {
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
}
