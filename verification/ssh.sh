#!/usr/bin/env bash
# Commands in containers, against a real OpenSSH server: `call guest_exec` on a simulated cluster whose node
# pve1 is this sshd, with a `pct` that runs the command it is given. The right and a wrong host key, another
# user's key, exit code, signal, input, outputs apart, hostile arguments, time-out, much output, files. And the
# commands of docs/quick-start.md that make such a key.
set -u
# Each command would otherwise want a person, once the output of the first was read.
export PROXMOX_MCP_POLICY_TAINT=0
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

sshd=$(command -v sshd || echo /usr/sbin/sshd)
if [ ! -x "$sshd" ]; then
  if [ "${CI:-}" = true ]; then echo "sshd is missing (apt-get install openssh-server)"; exit 1; fi
  echo "skipped: no sshd here (apt-get install openssh-server)"
  exit 0
fi
program=$root/proxmox-mcp
user=$(id -un)
out=$scratch/out
err=$scratch/err
evidence=("$out" "$err")

# --- the node -------------------------------------------------------------------------------------

ssh_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
for name in host other_host client other_client password; do
  ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$scratch/$name"
done
mkdir "$scratch/bin"
# What pct does with its words: everything after -- is the command, and no shell reads it again.
cat >"$scratch/bin/pct" <<'PCT'
#!/bin/sh
[ "$1" = exec ] && [ "$2" = 200 ] && [ "$3" = -- ] || { echo "unexpected: $*" >&2; exit 99; }
shift 3
exec "$@"
PCT
cat >"$scratch/bin/sudo" <<'SUDO'
#!/bin/sh
[ "$1" = -n ] || exit 98
shift
exec "$@"
SUDO
chmod 755 "$scratch" "$scratch/bin" "$scratch/bin/pct" "$scratch/bin/sudo"
# One key is in the place of the password that a person types once, to an account that is not his own.
{
  cat "$scratch/client.pub"
  # shellcheck disable=SC2016 # sshd's
  echo "command=\"HOME=$scratch/account"' exec sh -c \"$SSH_ORIGINAL_COMMAND\"" '"$(cat "$scratch/password.pub")"
} >"$scratch/authorized_keys"
cat >"$scratch/sshd_config" <<CONFIG
Port $ssh_port
ListenAddress 127.0.0.1
HostKey $scratch/host
PidFile none
AuthorizedKeysFile $scratch/authorized_keys $scratch/account/.ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
PermitUserEnvironment no
SetEnv PATH=$scratch/bin:/usr/local/bin:/usr/bin:/bin
LogLevel VERBOSE
CONFIG
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
"$sshd" -D -e -f "$scratch/sshd_config" 2>"$scratch/sshd.log" &
node=$!
remember "$node"
if ! wait_for 20 grep -q 'Server listening' "$scratch/sshd.log"; then
  fail "an OpenSSH server" "$scratch/sshd.log"
  exit 1
fi

# --- the cluster ----------------------------------------------------------------------------------

begin_cluster
export "${cluster[@]}"
export PROXMOX_SSH_USER=$user PROXMOX_SSH_KEY_FILE=$scratch/client
export PROXMOX_SSH_NODES=pve1=127.0.0.1:$ssh_port
fingerprint() { ssh-keygen -lf "$scratch/$1.pub" | cut -d' ' -f2; }
export PROXMOX_SSH_HOST_KEY
PROXMOX_SSH_HOST_KEY=$(fingerprint host)

# run TOOL ARGUMENT...: sets $code; what it says is in $out.
run() {
  local tool=$1
  shift
  timeout 120 "$program" call "$tool" guest=200 "$@" --allow exec >"$out" 2>"$err"
  code=$?
  cat "$err" >>"$out"
}
execute() { run guest_exec "command=$1" "${@:2}"; }
says() { grep -qF -e "$1" "$out"; }
first_line() { head -n 1 "$out" | grep -qF -e "$1"; }
logins() { grep -c 'Accepted publickey' "$scratch/sshd.log"; }
attempts() { grep -ci 'publickey' "$scratch/sshd.log"; }

execute '["echo","hello world"]'
check "a command answers its exit code" first_line 'exit code 0: CT 200 "dns" on pve1'
check "and its output" says '> hello world'
check "as a success" [ "$code" -eq 0 ]

execute '["sh","-c","cat; echo oops >&2; exit 3"]' "input=from outside"
check "another exit code is there" first_line 'exit code 3: CT 200'
check "input arrives" says '> from outside'
check "the error output is apart" says 'stderr, 5 bytes:'
check "as a failure" [ "$code" -eq 1 ]

execute '["sh","-c","kill -9 $$"]'
check "a signal is told" first_line 'ended by signal KILL'

execute '["/no/such/program"]'
check "a missing program is told" says 'not found'

# --- the quick start ------------------------------------------------------------------------------

# pve1 is this node, at a port of its own; an agent holds the key that is in the place of its password.
the_quick_start() {
  mkdir -p "$scratch/account" "$scratch/person/.config" "$scratch/person/.ssh" "$scratch/person/bin" "$scratch/blocks"
  printf '%s\n' 'Host pve1' 'HostName 127.0.0.1' "Port $ssh_port" 'IdentityFile none' 'StrictHostKeyChecking accept-new' \
    "UserKnownHostsFile $scratch/person/.ssh/known_hosts" >"$scratch/ssh_config"
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$scratch/ssh_config" >"$scratch/person/bin/ssh"
  chmod 755 "$scratch/person/bin/ssh"
  python3 "$here/docs/documents.py" blocks "$root/docs/quick-start.md" "$scratch/blocks" >"$out" || return 1
  sed "s/root@pve1/$user@pve1/" "$(grep -l '^ssh-copy-id' "$scratch"/blocks/*)" >"$scratch/typed.sh"
  # shellcheck disable=SC2016 # what the agent runs
  (cd "$root" && unset PROXMOX_SSH_HOST_KEY && HOME=$scratch/person PATH=$scratch/person/bin:$PATH limited 120 \
    ssh-agent bash -c 'ssh-add -q "$1" && exec bash -eu "$2"' - "$scratch/password" "$scratch/typed.sh" </dev/null >"$out" 2>"$err")
  says 'exit code 0: CT 200 "dns" on pve1' && says 'load average' && [ -s "$scratch/account/.ssh/authorized_keys" ]
}
check "the commands of the quick start make a key that logs in" the_quick_start

# --- hostile arguments ----------------------------------------------------------------------------

cat >"$scratch/bin/words" <<'WORDS'
#!/bin/sh
for word in "$@"; do printf '<%s>' "$word"; done
WORDS
chmod 755 "$scratch/bin/words"
hostile="[\"words\",\"; touch $scratch/owned\",\"\$(touch $scratch/owned)\",\"\`touch $scratch/owned\`\",\"a'b\",\"'; touch $scratch/owned; '\",\"\",\"a  b\",\"\\\\\",\"x\\ny\"]"
execute "$hostile"
check "no argument becomes part of a shell's line" [ ! -e "$scratch/owned" ]
check "each arrives as it is" says "<; touch $scratch/owned><\$(touch $scratch/owned)><\`touch $scratch/owned\`><a'b><'; touch $scratch/owned; '><><a  b><\\><x"

# --- limits ---------------------------------------------------------------------------------------

execute '["sh","-c","echo begun; sleep 300"]' wait=2
check "a command that goes on is told at the limit" first_line 'still running after'
check "with what it wrote so far" says '> begun'

execute '["seq","12000000"]' wait=50
check "a hundred megabytes end with their exit code" first_line 'exit code 0'
check "both ends are shown, the rest is counted" says 'bytes left out here]'
check "the last line is there" says '> 12000000'

# --- files ----------------------------------------------------------------------------------------

run guest_file_write "path=$scratch/file; touch owned" "content=grün, 'quoted' \$(id)"
check "a file is written" says 'Before: no such file; now: 21 bytes'
run guest_file_write "path=$scratch/file; touch owned" "content=second"
check "and told before and after" says 'Before: 21 bytes; now: 6 bytes'
run guest_file_read "path=$scratch/file; touch owned"
check "and read" says '> second'
check "its path is no script" [ -e "$scratch/file; touch owned" ]
run guest_file_read "path=/dev/zero"
check "what is no file is refused" says 'not a regular file'

# --- doctor ---------------------------------------------------------------------------------------

doctor() {
  PROXMOX_SSH_NODES=pve1=127.0.0.1:$ssh_port,pve2=127.0.0.1:$ssh_port,pve3=127.0.0.1:$ssh_port \
    timeout 120 "$program" doctor >"$out" 2>"$err"
  cat "$err" >>"$out"
}
sessions() { grep -c 'Starting session' "$scratch/sshd.log"; }
before=$(sessions)
doctor
check "doctor logs in at every node" says 'logs in at 3 nodes'
check "and runs nothing there" [ "$(sessions)" -eq "$before" ]
PROXMOX_SSH_HOST_KEY=$(fingerprint other_host) doctor
check "doctor names a host key that is not the pinned one" says 'it shows a host key that is not known'

# --- whom it trusts -------------------------------------------------------------------------------

before=$(logins)
asked=$(attempts)
PROXMOX_SSH_HOST_KEY=$(fingerprint other_host)
execute '["id"]'
check "another host key is refused" says 'host key that is not known'
check "with the fingerprint that was shown" says "$(fingerprint host)"
check "before anything of the login was sent" [ "$(attempts)" -eq "$asked" ]

unset PROXMOX_SSH_HOST_KEY
export PROXMOX_SSH_KNOWN_HOSTS=$scratch/known_hosts
: >"$PROXMOX_SSH_KNOWN_HOSTS"
execute '["id"]'
check "a host that is in no file of known hosts is refused" says 'host key that is not known'
check "and not added to it" [ ! -s "$PROXMOX_SSH_KNOWN_HOSTS" ]
echo "[127.0.0.1]:$ssh_port $(cut -d' ' -f1,2 "$scratch/other_host.pub")" >"$PROXMOX_SSH_KNOWN_HOSTS"
execute '["id"]'
check "a host whose key has changed is refused" says 'another host key than the known one'
check "nobody has logged in by all that" [ "$(logins)" -eq "$before" ]
echo "[127.0.0.1]:$ssh_port $(cut -d' ' -f1,2 "$scratch/host.pub")" >"$PROXMOX_SSH_KNOWN_HOSTS"
execute '["id","-un"]'
check "a known host is believed" says "> $user"
echo "pve1 $(cut -d' ' -f1,2 "$scratch/host.pub")" >"$PROXMOX_SSH_KNOWN_HOSTS"
execute '["id","-un"]'
check "also under the node's name" says "> $user"

PROXMOX_SSH_KEY_FILE=$scratch/other_client
execute '["id"]'
check "a key that the node does not accept is told" says 'was not accepted'
PROXMOX_SSH_KEY_FILE=$scratch/client
end "$node"
execute '["id"]'
check "a node without sshd is told" says 'no SSH connection came about'
unset PROXMOX_SSH_USER PROXMOX_SSH_KEY_FILE PROXMOX_SSH_KNOWN_HOSTS PROXMOX_SSH_NODES
execute '["id"]'
check "without SSH in the settings nothing is tried" says 'no SSH is configured'
timeout 120 "$program" call guest_exec guest=200 'command=["id"]' >"$out" 2>&1
check "and without the tier nothing either" says '--allow read,exec'

finish
