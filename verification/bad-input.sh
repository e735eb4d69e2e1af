#!/usr/bin/env bash
# What a person meets whose machine is not as it should be: one sentence that says what to do, and the exit code of
# sysexits. Disks are really full and really read-only, in a mount namespace of their own. What the launcher says
# without a JDK, with an old one, or where it cannot build, is looked at in launcher.sh.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70
program=$root/proxmox-mcp
# Built before anything is looked at.
"$program" --version >/dev/null || exit 70
home=$scratch/home
mkdir -p "$home"
(umask 077 && echo 11111111-2222-3333-4444-555555555555 >"$scratch/secret")
pin=$(printf 'AA:%.0s' $(seq 31))AA

begin_cluster

# run CODE COMMAND...: in an environment of a person who set a host up by variables; what it says is in $said.
# Without an image in the making: under a wrong clock `faketime` waits for whoever makes it.
said=$scratch/said
run() {
  local code=0
  env -i PATH="$PATH" HOME="$home" PROXMOX_MCP_IMAGE=off PROXMOX_HOST=127.0.0.1 PROXMOX_PORT=1 PROXMOX_USER=mcp@pve \
    PROXMOX_TOKEN_NAME=assistant PROXMOX_FINGERPRINT="$pin" "${secret[@]}" "${set[@]}" timeout 60 ${before[@]+"${before[@]}"} "$program" "${@:2}" >"$said" 2>&1 </dev/null || code=$?
  [ "$code" -eq "$1" ] || { echo "ended with $code, not $1" >>"$said"; return 1; }
}
says() { grep -qE -e "$1" "$said"; }
short() { [ "$(wc -l <"$said")" -le "$1" ] && ! says 'Exception|^\s+at '; }
evidence=("$said")
secret=(PROXMOX_TOKEN_VALUE_FILE="$scratch/secret")
set=(A=B)
before=()

check "nobody listens there: 69" run 69 call cluster_overview
check "it says where, and to look at port and host" says '127\.0\.0\.1:1 refused the connection'

set=(PROXMOX_HOST=no-such-host.invalid PROXMOX_PORT=8006)
check "no DNS: 69" run 69 call cluster_overview
check "it says that the name is unknown" says "host name 'no-such-host.invalid' is unknown"

set=(PROXMOX_TOKEN_VALUE_FILE="$scratch/none")
check "secret file missing: 78" run 78 call cluster_overview
check "it names the file" says "$scratch/none does not exist"
check "in a line" short 2

mkdir -p "$scratch/folder"
set=(PROXMOX_TOKEN_VALUE_FILE="$scratch/folder")
check "secret file unreadable: 78" run 78 call cluster_overview
check "it names it" says "$scratch/folder"
check "in a line" short 2

cp "$scratch/secret" "$scratch/open" && chmod 666 "$scratch/open"
set=(PROXMOX_TOKEN_VALUE_FILE="$scratch/open")
check "secret file that others can write: 78" run 78 call cluster_overview
check "with the command that mends it" says "chmod (600|go-rw[x]*|go=) .*$scratch/open"
check "in two lines" short 2

mkdir -p "$scratch/file" && touch "$scratch/file/home"
secret=()
for place in "HOME=$scratch/file/home" PROXMOX_MCP_STATE=/dev/full/state; do
  set=("${cluster[@]}" "$place")
  what=${place%%=*}
  check "$what that cannot be written: looks go on" run 0 call guest_list state=stopped
  check "$what: a change is refused: 77" run 77 call guest_power guests=203 action=start --allow change
  check "because it cannot be recorded, and it says what to do" says 'cannot record: .*(Mend that|set PROXMOX_MCP_STATE)'
done

# on OPTIONS FILL: the next runs have a file system of their own at $disk. FILL is done there first, $0 is the
# folder, then it is mounted anew with OPTIONS; empty for as it is.
disk=$scratch/disk
mkdir -p "$disk"
namespace=
for option in -m -rm; do
  unshare "$option" true 2>/dev/null && { namespace=$option; break; }
done
on() {
  # shellcheck disable=SC2016 # for the inner shell
  before=(unshare "$namespace" sh -c '
    disk=$1 options=$2 fill=$3
    shift 3
    mount -t tmpfs -o size=2m none "$disk" && sh -c "$fill" "$disk" || exit 99
    [ -z "$options" ] || mount -o "remount,$options" "$disk" || exit 99
    exec "$@"' sh "$disk" "$1" "$2")
}
if [ -n "$namespace" ]; then
  change=(call guest_power guests=203 action=start --allow change)
  # shellcheck disable=SC2016 # for the inner shell
  full='head -c 3m /dev/zero >"$0/much" 2>/dev/null; [ -s "$0/much" ]'
  set=("${cluster[@]}" PROXMOX_MCP_STATE="$disk/state")
  on '' "$full"
  check "the disk of the state folder is full: looks go on" run 0 call guest_list state=stopped
  check "the disk of the state folder is full: a change is refused: 77" run 77 "${change[@]}"
  check "it says that there is no room left, and where to look" says "cannot record: .*no room left.*\`df -h $disk"
  check "in a few lines" short 3

  set=("${cluster[@]}" HOME="$disk")
  on ro true
  check "read-only home: looks go on" run 0 call guest_list state=stopped
  check "read-only home: a change is refused: 77" run 77 "${change[@]}"
  check "it says so, and what to do" says 'cannot record: .*[Rr]ead-only.*set PROXMOX_MCP_STATE to another folder'
  check "in a few lines" short 3

  # With a store from before, which goes there as a copy.
  before=()
  set=("${cluster[@]}" PROXMOX_MCP_STATE="$scratch/kept")
  check "a change that is recorded: 0" run 0 "${change[@]}"
  change=(call guest_power guests=203 action=shutdown --allow change)
  set=("${cluster[@]}" PROXMOX_MCP_STATE="$disk/kept")
  on ro "cp -rp '$scratch/kept' '$disk'"
  check "a store on a read-only disk: the trail is read" run 0 audit list
  check "a store on a read-only disk: a change is refused: 77" run 77 "${change[@]}"
  check "it says so, and what to do" says 'cannot record: .*read-only here\. Mount its file system for writing'
  on '' "cp -rp '$scratch/kept' '$disk' && { $full; }"
  check "a store on a full disk: a change is refused: 77" run 77 "${change[@]}"
  check "it says that there is no room left, and where to look" says "cannot record: .*no room left.*\`df -h $disk"
  before=()
else
  skip "a full disk and a read-only one: this account may not mount any"
fi

secret=(PROXMOX_TOKEN_VALUE_FILE="$scratch/secret")

python3 - "$scratch/port" <<'PYTHON' &
import socket, sys, time
taken = socket.create_server(("127.0.0.1", 0))
open(sys.argv[1], "w").write(str(taken.getsockname()[1]))
time.sleep(120)
PYTHON
remember $!
wait_for 20 test -s "$scratch/port"
set=(A=B)
check "port taken: 69" run 69 serve --http "127.0.0.1:$(cat "$scratch/port")"
check "it says which, and what to do" says "$(cat "$scratch/port").*in use"

set=(HTTPS_PROXY=http://proxy.example:3128)
check "a proxy in the environment is not asked" run 69 call cluster_overview
check "the host itself is" says '127\.0\.0\.1:1 refused the connection'
check "a proxy in the environment of a server: 0 when its client leaves" run 0 serve
check "it says that it is not used" says 'HTTPS_PROXY is set and is not used: this server goes to its clusters directly'
check "once, in a line of its log" [ "$(grep -c HTTPS_PROXY "$said")" -eq 1 ]

# The host's certificate is of today, and an authority vouches for it, so that its dates count.
command -v faketime >/dev/null || {
  [ "${CI:-}" = true ] && apt-get update -q >/dev/null && apt-get install -y -q faketime >/dev/null 2>&1
}
if command -v faketime >/dev/null && command -v openssl >/dev/null; then
  port=$(printf '%s\n' "${cluster[@]}" | sed -n 's/^PROXMOX_PORT=//p')
  openssl s_client -connect "127.0.0.1:$port" -showcerts </dev/null 2>/dev/null |
    awk '/BEGIN CERT/ {n++} n > 1' | sed '/END CERT/q' >"$scratch/authority"
  # Made before the clock is wrong. Without it a start takes so long under such a clock that doctor's limits pass.
  PROXMOX_MCP_IMAGE=wait "$program" --version >/dev/null
  clock=("${cluster[@]}" PROXMOX_MCP_IMAGE=later NO_FAKE_STAT=1 FAKETIME_DONT_FAKE_MONOTONIC=1)
  secret=()
  set=("${clock[@]}" PROXMOX_FINGERPRINT= PROXMOX_CA_FILE="$scratch/authority")
  check "the clock is right: 0" run 0 call cluster_overview
  before=(faketime -f -2y)
  check "the clock is two years behind: 69" run 69 call cluster_overview
  check "it says that the certificate is not valid yet, and to look at the clock" says 'not valid yet\..*If the clock is wrong here'
  before=(faketime -f +4y)
  check "the clock is four years ahead: 69" run 69 call cluster_overview
  check "it says that the certificate has expired, and to look at the clock" says 'has expired\..*If the clock is wrong here'
  before=(faketime -f -1h)
  set=("${clock[@]}")
  check "the clock is an hour behind: doctor ends with 0" run 0 doctor
  check "doctor says so, and what mends it" says "clock .*this machine's"
else
  skip "no faketime or no openssl, to set a clock wrong"
fi

finish
