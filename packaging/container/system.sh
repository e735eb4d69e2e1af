#!/bin/sh
# Copies from the Debian in which it runs what the run-time image needs of an operating system, and writes how the
# program is started where no shell is. Run by the Dockerfile: system.sh JAVA-FLAGS TARGET
set -eu
flags=$1
target=$2
home=/opt/proxmox-mcp
main=dev.proxmoxmcp.app/dev.proxmoxmcp.app.Main
user=65532

mkdir -p "$target/etc" "$target/usr/lib" "$target/usr/lib64"
ln -s usr/lib "$target/lib"
ln -s usr/lib64 "$target/lib64"

# The libraries that the JVM and SQLite are linked with; names and names of services are looked up in libc itself.
wanted='/(ld-linux[^/]*|libc|libm|libdl|libpthread|librt)\.so\.[0-9]+$'
dpkg -L libc6 | grep -E "$wanted" | sed 's,^/lib,/usr/lib,' | sort -u >/tmp/libraries
while read -r file; do
  cp -a --parents "$file" "$target"
done </tmp/libraries
# File names and standard streams are UTF-8.
cp -a --parents /usr/lib/locale/C.utf8 "$target"

printf 'root:x:0:0:root:/:/usr/sbin/nologin\nproxmox-mcp:x:%s:%s:proxmox-mcp:/var/lib/proxmox-mcp:/usr/sbin/nologin\n' \
  "$user" "$user" >"$target/etc/passwd"
printf 'root:x:0:\nproxmox-mcp:x:%s:\n' "$user" >"$target/etc/group"
echo 'hosts: files dns' >"$target/etc/nsswitch.conf"

# For whoever mounts something there; the program needs none.
install -d -m 1777 "$target/tmp"

# The state: plans, approvals, the audit trail, the certificate of the server's own making.
install -d -m 0700 -o "$user" -g "$user" "$target/var/lib/proxmox-mcp"

# started HEAP-FLAG...: the flags of every start, but with this heap, and what bin/proxmox-mcp would add.
started() {
  tr ' ' '\n' <"$flags" | grep -v -e '^$' -e '^-Xm[sx]'
  printf '%s\n' "$@" "-Dorg.sqlite.lib.path=$home/lib" "-XX:AOTCache=$home/lib/proxmox-mcp.aot" -m "$main"
}
# Half of the memory that the container may have is for objects, and never more than 768 MB. A server stays, so that it
# is worth to compile well what it does often.
started -Xms16m -XX:MaxRAM=1536m -XX:MaxRAMPercentage=50 -XX:TieredStopAtLevel=4 -XX:TrimNativeHeapInterval=10000 \
  >"$target/etc/proxmox-mcp.args"
# The check of health runs beside it, within the same memory.
started -Xms4m -Xmx24m >"$target/etc/proxmox-mcp-health.args"
