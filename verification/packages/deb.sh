# shellcheck shell=bash
# The .deb in the clean root file system: installed, upgraded, removed. Sourced by ../packages.sh.

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
