# shellcheck shell=bash
# What the container needs of this machine, and that none of it stays. Sourced by ../container.sh.

# shellcheck disable=SC2329 # called by the function below it
there() {
  for tool in buildah podman runc mmdebstrap iptables nsenter curl openssl; do command -v "$tool" >/dev/null || return 1; done
  [ -d /usr/lib/cni ] || [ -d /usr/libexec/cni ]
}

# Ends the script where it cannot be had.
the_machine_has_it() {
  if [ "${CI:-}" = true ] && ! there; then
    { apt-get update -q && apt-get install -y -q --no-install-recommends \
      buildah podman runc mmdebstrap containernetworking-plugins iptables util-linux curl openssl; } >"$scratch/apt" 2>&1 ||
      tail -n 5 "$scratch/apt"
  fi
  if ! there || [ "$(id -u)" -ne 0 ]; then
    skip "buildah, podman, runc, mmdebstrap, the CNI plugins, iptables, nsenter, curl and openssl are needed, and to be root"
    exit 0
  fi
}

# Everything of podman and buildah in the scratch folder, with limits that a container may have everywhere.
podman_has_a_place() {
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
}

leave_nothing() {
  trap '' INT TERM
  # Containers hold mounts in the scratch folder, and rules of the network; some use the network of another.
  podman rm -f -a -t 0 >/dev/null 2>&1 || podman rm -f -a -t 0 >/dev/null 2>&1
  podman network prune -f >/dev/null 2>&1
  podman volume prune -f >/dev/null 2>&1
  rm -rf /var/lib/cni/networks/mcpverify_default
  clean_up
}
