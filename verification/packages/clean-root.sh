# shellcheck shell=bash
# In a root file system where nothing of the program, and no Java, ever was. Sourced by ../packages.sh.

a_root_file_system() {
  local suite
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-trixie}")
  mmdebstrap --quiet --variant=essential --include=systemd,systemd-sysv "$suite" "$scratch/root" >"$scratch/mmdebstrap" 2>&1
}

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
