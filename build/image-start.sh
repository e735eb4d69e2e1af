#!/bin/sh
# Starts ProxmoxMCP from its run-time image, which may have been copied or moved. Standard output
# belongs to the program.
set -u
script=$0
while [ -L "$script" ]; do
  target=$(readlink "$script")
  case $target in
    /*) script=$target ;;
    *) script=${script%/*}/$target ;;
  esac
done
case $script in
  */*) image=${script%/*}/.. ;;
  *) image=.. ;;
esac
read -r flags <"$image/lib/java-flags" || exit 70
# For one client the start and the memory count, for many the rate, and later flags win. Hashing a long trail
# takes half of the time.
case " $* " in
  *" --http "* | *" --http="* | *" audit verify "*) flags="$flags -XX:TieredStopAtLevel=4" ;;
esac
# Without its cache the program is only slower. Packages that run nothing when they are installed have this file
# instead: whoever takes it away makes the cache, with lowest priority and beside the program, for later starts.
cache=$image/lib/proxmox-mcp.aot
[ -r "$cache" ] || cache=
if [ -e "$image/lib/cache-to-make" ] && mv "$image/lib/cache-to-make" "$image/lib/cache-tried" 2>/dev/null; then
  (nice -n 19 "$image/bin/proxmox-mcp-cache" </dev/null >/dev/null 2>"$image/lib/cache-tried" &)
fi
# SQLite is loaded from there, and nothing is unpacked to a temporary folder.
# shellcheck disable=SC2086 # a list of flags
exec "$image/bin/java" $flags "-Dorg.sqlite.lib.path=$image/lib" ${cache:+"-XX:AOTCache=$cache"} -m dev.proxmoxmcp.app/dev.proxmoxmcp.app.Main "$@"
