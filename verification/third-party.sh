#!/usr/bin/env bash
# Other people's clients of the Proxmox API against the simulated cluster and its Backup Server (PyPI
# proxmoxer and prometheus-pve-exporter, npm proxmox-api), and ours against PyPI fakepve.
#   THIRD_PARTY_ONLY=proxmoxer|exporter|npm|fakepve   one of them alone
# They are installed, in pinned versions, into the ignored folder .verification.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

program=$root/proxmox-mcp
walks=$here/third-party
python=$root/.verification/third-party-python
npm=$root/.verification/third-party-npm

wanted() { [ -z "${THIRD_PARTY_ONLY:-}" ] || [ "$THIRD_PARTY_ONLY" = "$1" ]; }

install_python() {
  local sum
  sum=$(cksum <"$walks/requirements.txt")
  [ -f "$python/installed" ] && [ "$(cat "$python/installed")" = "$sum" ] && return 0
  rm -rf "$python" && mkdir -p "${python%/*}" || return 1
  python3 -m venv "$python" || return 1
  limited 300 "$python/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    -r "$walks/requirements.txt" || return 1
  echo "$sum" >"$python/installed"
}

install_npm() {
  local sum
  sum=$(cat "$walks/package.json" "$walks/package-lock.json" | cksum)
  if ! [ -f "$npm/installed" ] || [ "$(cat "$npm/installed")" != "$sum" ]; then
    rm -rf "$npm" && mkdir -p "$npm" || return 1
    cp "$walks/package.json" "$walks/package-lock.json" "$npm" || return 1
    (cd "$npm" && limited 300 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
    echo "$sum" >"$npm/installed"
  fi
  # Node looks for packages beside the file that imports them.
  cp "$walks/walk_proxmox_api.mjs" "$npm"
}

# certificate HOST:PORT FILE: what is presented there, with its authority.
certificate() {
  openssl s_client -connect "$1" -showcerts </dev/null 2>/dev/null |
    sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/p' >"$2"
  [ -s "$2" ]
}

# The cluster and its Backup Server: sets $address, $secret, $authority and the same of the other one.
start_simulator() {
  "$program" simulate --port 0 --pbs 0 >"$scratch/simulate.out" 2>"$scratch/simulate.err" </dev/null &
  remember $!
  wait_for 60 grep -q 'kind: pbs' "$scratch/simulate.out" || return 1
  address=127.0.0.1:$(sed -n 's/.*PROXMOX_PORT=//p' "$scratch/simulate.out")
  secret=$(sed -n 's/^ *root@pam!demo with the secret //p' "$scratch/simulate.out" | head -n 1)
  authority=$scratch/authority.pem
  backup_address=$(sed -n 's|.*Backup Server answers at https://||p' "$scratch/simulate.out")
  backup_token=$(sed -n 's/^ *token *\(.*\) with the secret .*/\1/p' "$scratch/simulate.out" | head -n 1)
  backup_secret=$(sed -n 's/^ *token .* with the secret //p' "$scratch/simulate.out")
  backup_certificate=$scratch/backup.pem
  certificate "$address" "$authority" && certificate "$backup_address" "$backup_certificate"
}

# walk WHAT COMMAND...: its last line tells what was done.
walk() {
  local what=$1
  shift
  if limited 240 "$@" >"$scratch/walk.out" 2>"$scratch/walk.err" </dev/null; then
    pass "$what: $(tail -n 1 "$scratch/walk.out")"
  else
    fail "$what" "$scratch/walk.out" "$scratch/walk.err"
  fi
}

proxmoxer() {
  walk "proxmoxer" "$python/bin/python" "$walks/walk_proxmoxer.py" "$address" 'root@pam!demo' "$secret" "$authority"
  walk "proxmoxer, Backup Server" "$python/bin/python" "$walks/walk_backup_server.py" "$backup_address" \
    "$backup_token" "$backup_secret" "$backup_certificate"
}

npm_client() {
  NODE_EXTRA_CA_CERTS=$authority walk "proxmox-api" node "$npm/walk_proxmox_api.mjs" \
    "${address%:*}" "${address#*:}" 'root@pam!demo' "$secret"
}

# scraped PATTERN COUNT: how many lines of what was scraped begin so.
scraped() { [ "$(grep -c "^$1" "$scratch/metrics" 2>/dev/null)" = "$2" ]; }

exporter() {
  local port=$((20000 + $$ % 20000))
  cat >"$scratch/pve.yml" <<END
default:
  user: root@pam
  token_name: demo
  token_value: "$secret"
  verify_ssl: true
END
  REQUESTS_CA_BUNDLE=$authority "$python/bin/pve_exporter" --config.file "$scratch/pve.yml" \
    --web.listen-address "127.0.0.1:$port" >"$scratch/exporter.out" 2>"$scratch/exporter.err" </dev/null &
  remember $!
  evidence=("$scratch/exporter.out" "$scratch/exporter.err" "$scratch/metrics")
  wait_for 30 curl -sf -o "$scratch/metrics" \
    "http://127.0.0.1:$port/pve?target=$address&module=default&cluster=1&node=1"
  check "exporter: three nodes are up" scraped 'pve_up{id="node/pve.".*} 1' 3
  check "exporter: 24 guests are told" scraped 'pve_guest_info{' 24
  check "exporter: the storage of the Backup Server has a size" scraped 'pve_disk_size_bytes{id="storage/pve1/pbs"' 1
  check "exporter: 24 guests are in no backup job" scraped 'pve_not_backed_up_info{' 24
  check "exporter: the version is told" scraped 'pve_version_info{.*version="9' 1
  evidence=()
}

# ours WHAT PATTERN ARGUMENTS...: one call of our own client against fakepve.
ours() {
  local what=$1 pattern=$2
  shift 2
  if limited 60 "$program" call "$@" >"$scratch/ours.out" 2>"$scratch/ours.err" </dev/null &&
    grep -q -- "$pattern" "$scratch/ours.out"; then
    pass "ours against fakepve: $what"
  else
    fail "ours against fakepve: $what" "$scratch/ours.out" "$scratch/ours.err"
  fi
}

# differs WHAT REASON PATTERN ARGUMENTS...: what does not work there, and why that is not ours to mend.
differs() {
  local what=$1 reason=$2 pattern=$3
  shift 3
  limited 60 "$program" call "$@" >"$scratch/ours.out" 2>"$scratch/ours.err" </dev/null
  if grep -q -- "$pattern" "$scratch/ours.out" "$scratch/ours.err"; then
    pass "fakepve differs, and it is said: $what ($reason)"
  else
    fail "fakepve differs: $what" "$scratch/ours.out" "$scratch/ours.err"
  fi
}

fakepve() {
  local port=$((41000 + $$ % 20000))
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$scratch/fake.key" -out "$scratch/fake.pem" 2>/dev/null || return 1
  "$python/bin/python" "$walks/fake_host.py" "$scratch/fake.pem" "$scratch/fake.key" "$port" \
    >"$scratch/fake.out" 2>"$scratch/fake.err" </dev/null &
  remember $!
  if ! wait_for 30 grep -q listens "$scratch/fake.out"; then
    fail "starting fakepve" "$scratch/fake.out" "$scratch/fake.err"
    return
  fi
  export PROXMOX_HOST=127.0.0.1 PROXMOX_PORT=$port PROXMOX_USER=mcp@pve PROXMOX_TOKEN_NAME=assistant
  export PROXMOX_TOKEN_VALUE=11111111-2222-3333-4444-555555555555
  PROXMOX_FINGERPRINT=$(openssl x509 -in "$scratch/fake.pem" -noout -fingerprint -sha256 | cut -d= -f2)
  export PROXMOX_FINGERPRINT
  . "$walks/fakepve.sh"
}

limited 600 "$program" --version >"$scratch/version" || exit 1
if wanted proxmoxer || wanted exporter || wanted fakepve; then
  python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
    { skip "the PyPI clients, which need Python 3.10 or later with venv"; exit 0; }
  install_python || { fail "installing the PyPI clients"; finish; exit 1; }
fi
if wanted proxmoxer || wanted exporter || wanted npm; then
  start_simulator || { fail "the simulated cluster" "$scratch/simulate.out" "$scratch/simulate.err"; finish; exit 1; }
fi
wanted proxmoxer && proxmoxer
wanted exporter && exporter
if wanted npm; then
  if ! command -v npm >/dev/null; then
    skip "proxmox-api, which needs Node and npm"
  elif install_npm; then
    npm_client
  else
    fail "installing the npm client"
  fi
fi
wanted fakepve && fakepve
finish
