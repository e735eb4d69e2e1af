# shellcheck shell=bash
# The service that the .deb brings, with a credential, against a simulated cluster. Sourced by ../packages.sh.

is_ready() { curl -sf --max-time 2 "http://127.0.0.1:$port/readyz" >"$out" 2>"$err"; }

# The service as its unit says, with a credential, against a simulated cluster. What it keeps stays for what follows.
the_service_runs_under_systemd() {
  local cluster machine
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "${inside[@]}" proxmox-mcp simulate --port 0 >"$scratch/cluster" 2>"$err" &
  cluster=$!
  remember "$cluster"
  wait_for 60 grep -q 'Stop with' "$scratch/cluster"
  value() { sed -n "s/^ *export PROXMOX_$1=//p" "$scratch/cluster"; }
  cat >"$rootfs/etc/proxmox-mcp/settings.yaml" <<EOF
version: 1
http:
  address: 127.0.0.1:$port
clusters:
  lab:
    endpoints: ["$(value HOST):$(value PORT)"]
    token-id: "$(value USER)!$(value TOKEN_NAME)"
    token-value: credential:secret_lab
    fingerprints: ["$(value FINGERPRINT)"]
EOF
  (umask 077 && value TOKEN_VALUE >"$rootfs/etc/proxmox-mcp/credentials/lab")
  inside systemctl enable proxmox-mcp >"$out" 2>"$err"
  mkdir -p "$rootfs/var/log/journal"
  # It wants a /run of its own, and no manager of machines.
  unshare -m sh -c 'mount -t tmpfs tmpfs /run && exec systemd-nspawn -q -D "$0" --register=no --keep-unit --boot' "$rootfs" \
    >"$scratch/console" 2>&1 </dev/null &
  machine=$!
  remember "$machine"
  wait_for 60 is_booted_or_over "$machine"
  if ! is_booted "$machine"; then
    not_run "the service under systemd" "no container boots here: $(tail -n 1 "$scratch/console")"
    end "$machine"
    the_service_runs_without_systemd
  else
    the_service_is_asked_for "$machine"
  fi
  end_at_once "$cluster"
  local trail=$rootfs/var/lib/proxmox-mcp/.local/state/proxmox-mcp/guard.db
  check "service: its audit trail is in /var/lib/proxmox-mcp" [ -s "$trail" ]
  check "service: of its own user alone" [ "$(stat -c %a:%u "$trail")" = "600:$(awk -F: '/^proxmox-mcp:/ { print $3 }' "$rootfs/etc/passwd")" ]
}

the_service_is_asked_for() {
  local machine=$1 init
  check "service: ready, so the credential opened the cluster" wait_for 30 is_ready
  init=$(pgrep -P "$machine" | head -n 1)
  local within=(nsenter -t "$init" -m -p -u -i --)
  "${within[@]}" systemctl show proxmox-mcp -p NRestarts >"$out" 2>"$err"
  check "service: never restarted" grep -q 'NRestarts=0' "$out"
  limited 90 "${within[@]}" systemctl stop proxmox-mcp >"$out" 2>"$err"
  "${within[@]}" systemctl show proxmox-mcp -p Result -p ExecMainStatus >"$out" 2>"$err"
  check "service: told to end, it ends well" grep -q '^Result=success' "$out"
  kill -s RTMIN+3 "$init" 2>/dev/null
  wait_for 30 has_ended "$machine"
  end "$machine"
}

# The unit's command as the unit's user, so that what an upgrade and a removal must keep is a service's real state.
the_service_runs_without_systemd() {
  local unit=$rootfs/usr/lib/systemd/system/proxmox-mcp.service server
  inside install -d -m 700 -o proxmox-mcp -g proxmox-mcp /var/lib/proxmox-mcp /run/credentials
  inside install -m 400 -o proxmox-mcp -g proxmox-mcp /etc/proxmox-mcp/credentials/lab /run/credentials/secret_lab
  "${inside[@]}" env -i PATH=/usr/bin:/bin CREDENTIALS_DIRECTORY=/run/credentials "$(sed -n 's/^Environment=//p' "$unit")" \
    setpriv --reuid=proxmox-mcp --regid=proxmox-mcp --clear-groups --no-new-privs --bounding-set=-all \
    sh -c "umask $(sed -n 's/^UMask=//p' "$unit"); exec $(sed -n 's/^ExecStart=//p' "$unit")" >"$scratch/console" 2>&1 </dev/null &
  server=$!
  remember "$server"
  check "service without systemd: ready, so the credential opened the cluster" wait_for 60 is_ready
  kill "$(pgrep -P "$server")" 2>"$err"
  wait_for 75 has_ended "$server" || kill -9 "$server"
  wait "$server"
  check "service without systemd: told to end, it ends well" [ $? -eq 143 ]
  rm -rf "$rootfs/run/credentials"
}

# `unshare` passes no other signal on.
end_at_once() { kill -9 "$1" 2>/dev/null && wait "$1" 2>/dev/null; }
is_booted() { kill -0 "$1" 2>/dev/null && grep -q 'Multi-User System' "$scratch/console"; }
is_booted_or_over() { is_booted "$1" || has_ended "$1"; }
has_ended() { ! kill -0 "$1" 2>/dev/null; }
