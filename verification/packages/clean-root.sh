# shellcheck shell=bash
# In root file systems where nothing of the program, and no Java, ever was. Sourced by ../packages.sh.

# One with Debian's essential packages and systemd; and one where those with Node.js and Python have theirs. Debian's npm
# would bring hundreds of packages, so it has npm's own.
root_file_systems() {
  local suite npm=$scratch/languages/usr/lib/node_modules/npm
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-trixie}")
  mmdebstrap --quiet --variant=essential --include=systemd,systemd-sysv "$suite" "$scratch/root" >"$scratch/mmdebstrap" 2>&1
  mmdebstrap --quiet --variant=essential --include=nodejs,python3-venv,ca-certificates "$suite" "$scratch/languages" \
    >>"$scratch/mmdebstrap" 2>&1
  npm pack --silent --pack-destination "$scratch" npm@10.9.9 >>"$scratch/mmdebstrap" 2>&1
  mkdir -p "$npm" && tar -C "$npm" --strip-components=1 -xzf "$scratch"/npm-10.9.9.tgz
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$scratch/languages/usr/bin/npm"
}

# into FOLDER: the root file system that is meant from here on. What runs within has its own processes, which end with it.
into() {
  rootfs=$1
  inside=(unshare --mount --pid --fork --kill-child sh -c 'root=$1; shift
    mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && exec chroot "$root" "$@"' sh "$rootfs")
}
inside() { "${inside[@]}" "$@"; }

has_node_and_python() { inside sh -c 'npm --version && python3 --version' >"$out" 2>"$err"; }
without_java() { [ -z "$(find "$rootfs" -xdev -name java -type f)" ]; }

# The registries of this machine are asked from within as well: by its names, its certificates, its settings.
the_registries_are_known() {
  local file
  for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt "${SSL_CERT_FILE:-}" "${PIP_CERT:-}"; do
    [ ! -f "$file" ] || install -D -m 644 "$file" "$rootfs$file"
  done
}

the_archive_runs_in_a_clean_root() {
  local started=$SECONDS program
  check "a clean root file system" [ -x "$rootfs/usr/bin/dpkg" ]
  check "no Java in it" without_java
  cp "$packages"/*.tar.gz "$rootfs/tmp/archive.tar.gz"
  inside tar -C /opt -xzf /tmp/archive.tar.gz >"$out" 2>"$err"
  program=$(echo "$rootfs"/opt/proxmox-mcp-*/bin/proxmox-mcp)
  program=${program#"$rootfs"}
  lists_tools "tar.gz in a clean root" "${inside[@]}" "$program" serve
  in_time "tar.gz in a clean root" "$started"
  demo_answers "tar.gz in a clean root" "${inside[@]}" "$program"
  rm -rf "$rootfs"/opt/proxmox-mcp-* "$rootfs/tmp/archive.tar.gz"
}

# A client unpacks it, which is no program of this root file system's.
the_bundle_runs_in_a_clean_root() {
  local started=$SECONDS folder=/opt/bundle
  limited 60 unzip -q "$packages"/*.mcpb -d "$rootfs$folder" >"$out" 2>"$err"
  as_a_client_does "$rootfs$folder/manifest.json" "$folder" >"$rootfs/tmp/bundle.sh"
  lists_tools "mcpb in a clean root" "${inside[@]}" "${without_host[@]}" sh /tmp/bundle.sh
  in_time "mcpb in a clean root" "$started"
  demo_answers "mcpb in a clean root" "${inside[@]}" "$folder/image/bin/proxmox-mcp"
  rm -rf "${rootfs:?}$folder" "$rootfs/tmp/bundle.sh"
}

the_npm_package_runs_in_a_clean_root() {
  local started file
  check "a clean root file system with Node.js and Python" has_node_and_python
  check "no Java in it either" without_java
  started=$SECONDS
  file=$(basename "$packages"/*.tgz)
  cp "$packages/$file" "$rootfs/tmp"
  more=(HOME=/root)
  clean "${inside[@]}" npm install --silent --offline --no-audit --no-fund --global "/tmp/$file"
  lists_tools "npm in a clean root" "${inside[@]}" proxmox-mcp serve
  in_time "npm in a clean root" "$started"
  demo_answers "npm in a clean root" "${inside[@]}" proxmox-mcp
  more=()
}

the_wheel_runs_in_a_clean_root() {
  local started file program=/opt/python/bin/proxmox-mcp
  the_registries_are_known
  started=$SECONDS
  file=$(basename "$packages"/*.whl)
  cp "$packages/$file" "$rootfs/tmp"
  mapfile -t more < <(registries)
  more+=(HOME=/root)
  clean "${inside[@]}" sh -c 'python3 -m venv /opt/python && /opt/python/bin/pip install --quiet --no-cache-dir "$1"' sh "/tmp/$file"
  lists_tools "wheel in a clean root" "${inside[@]}" "$program" serve
  in_time "wheel in a clean root, with its run-time from the registry" "$started"
  demo_answers "wheel in a clean root" "${inside[@]}" "$program"
  more=()
}
