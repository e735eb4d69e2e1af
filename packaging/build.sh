#!/usr/bin/env bash
# Builds every package for the operating system (Linux) and processor that it runs on:
#
#   packaging/build.sh FOLDER
#
# and publishes none. Twice the same sources make twice the same files: entries are sorted, owners and modes fixed,
# and every time is that of the last commit (SOURCE_DATE_EPOCH says another one). Needs what the program's own build
# needs, and dpkg-deb, npm, Python 3 with pip, tar and gzip.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=${here%/*}
mkdir -p "$1"
target=$(CDPATH='' cd -- "$1" && pwd -P)
umask 022
export LC_ALL=C TZ=UTC

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
work=$(mktemp -d "${TMPDIR:-/tmp}/proxmox-mcp-packages.XXXXXX")
trap 'rm -rf "$work"' EXIT

# --- what all are made of -------------------------------------------------------------------------

# The jars, as the launcher built them and the JDK that it did it with.
PROXMOX_MCP_IMAGE=off "$root/proxmox-mcp" --version >/dev/null
read -r current <"$root/.program/current"
program=$root/.program/$current
read -r jdk _ <"$program/aot-of"
mkdir "$work/jars"
cp "$program"/*.jar "$work/jars"
"$jdk/bin/java" "$root/build/Jars.java" "$work/jars"

version=$(basename "$work/jars"/app-*.jar .jar)
version=${version#app-}
# A snapshot comes before its version, in the words of each format.
deb_version=${version/-SNAPSHOT/~SNAPSHOT}
python_version=${version/-SNAPSHOT/.dev0}
case $(uname -m) in
  x86_64) node_cpu=x64 deb_cpu=amd64 ;;
  aarch64) node_cpu=arm64 deb_cpu=arm64 ;;
  *) echo "no packages for $(uname -m)" >&2; exit 69 ;;
esac
platform=linux-$node_cpu

# fill TEMPLATE FILE
fill() {
  sed -e "s/@VERSION@/$version/g" -e "s/@DEB_VERSION@/$deb_version/g" -e "s/@PYTHON_VERSION@/$python_version/g" \
    -e "s/@NODE_CPU@/$node_cpu/g" -e "s/@DEB_CPU@/$deb_cpu/g" -e "s/@INSTALLED_SIZE@/${installed_size:-0}/g" "$1" >"$2"
}

# settle FOLDER: owners come from the packers, the rest from here.
settle() {
  find "$1" -type d -exec chmod 755 {} +
  find "$1" -type f -perm /111 -exec chmod 755 {} +
  find "$1" -type f ! -perm /111 -exec chmod 644 {} +
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# What is in it. The last module of the build is the program.
mvn -q -B -ntp -Dstyle.color=never -f "$root/pom.xml" -pl app -am org.cyclonedx:cyclonedx-maven-plugin:makeBom \
  "-DoutputDirectory=$work/bom" >&2
bom=$work/bom/bom.json

"$jdk/bin/java" "$root/build/BuildImage.java" "$work/jars" "$root/build" "$work/linked" plain
# npm leaves links out, and zip archives make files of them.
cp -rL "$work/linked" "$work/image"
python3 "$here/licences.py" "$work/jars" "$bom" "$root/LICENSE" "$work/image/legal" "$work/image"
settle "$work/image"
# Whoever runs nothing at its installation makes the cache at the first start.
cp -a "$work/image" "$work/image-of-archives"
: >"$work/image-of-archives/lib/cache-to-make"
settle "$work/image-of-archives"

# --- the packages ---------------------------------------------------------------------------------

archive() {
  local name=proxmox-mcp-$version-$platform
  mkdir "$work/archive"
  cp -a "$work/image-of-archives" "$work/archive/$name"
  cp "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$work/archive/$name"
  settle "$work/archive"
  tar -C "$work/archive" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner -cf - "$name" |
    gzip -6n >"$target/$name.tar.gz"
}

deb() {
  local tree=$work/deb
  mkdir -p "$tree"/{DEBIAN,usr/bin,usr/lib/{systemd/system,sysusers.d},usr/share/doc/proxmox-mcp/examples} \
    "$tree"/etc/proxmox-mcp/{credentials,credentials.encrypted}
  cp -a "$work/image" "$tree/usr/lib/proxmox-mcp"
  ln -s ../lib/proxmox-mcp/bin/proxmox-mcp "$tree/usr/bin/proxmox-mcp"
  cp "$here/deb/proxmox-mcp.service" "$tree/usr/lib/systemd/system"
  cp "$here/deb/sysusers.conf" "$tree/usr/lib/sysusers.d/proxmox-mcp.conf"
  cp "$here/deb/copyright" "$here/deb/README.Debian" "$tree/usr/share/doc/proxmox-mcp"
  cp "$root/examples/settings.yaml" "$tree/usr/share/doc/proxmox-mcp/examples"
  gzip -9n <"$root/CHANGELOG.md" >"$tree/usr/share/doc/proxmox-mcp/changelog.gz"
  installed_size=$(find "$tree" -type f -printf '%s\n' | awk '{ sum += $1 } END { print int(sum / 1024) }')
  fill "$here/deb/control" "$tree/DEBIAN/control"
  cp "$here"/deb/{postinst,prerm,postrm} "$tree/DEBIAN"
  (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  settle "$tree"
  chmod 700 "$tree"/etc/proxmox-mcp/{credentials,credentials.encrypted}
  dpkg-deb --root-owner-group -Zgzip -z6 --build "$tree" "$target/proxmox-mcp_${deb_version}_$deb_cpu.deb" >/dev/null
}

npm_package() {
  local tree=$work/npm
  mkdir "$tree"
  cp -a "$work/image-of-archives" "$tree/image"
  cp "$root/LICENSE" "$tree"
  fill "$here/npm/package.json" "$tree/package.json"
  fill "$here/npm/README.md" "$tree/README.md"
  settle "$tree"
  (cd "$target" && npm pack --silent --offline "$tree" >/dev/null)
}

mcpb() {
  local tree=$work/mcpb bundle=$target/proxmox-mcp-$version-$platform.mcpb
  mkdir "$tree"
  cp -a "$work/image-of-archives" "$tree/image"
  cp "$root/LICENSE" "$tree"
  fill "$here/mcpb/manifest.json" "$tree/manifest.json"
  settle "$tree"
  npx --yes --package=@anthropic-ai/mcpb@2.1.2 -- mcpb pack "$tree" "$work/bundle.mcpb" >/dev/null
  # It gives every entry the time of the day.
  python3 "$here/same-times.py" "$work/bundle.mcpb" "$bundle"
}

wheel() {
  local tree=$work/wheel
  mkdir -p "$tree"
  cp -r "$here/python/proxmox_mcp" "$tree"
  rm -rf "$tree/proxmox_mcp/__pycache__"
  cp "$root/LICENSE" "$tree"
  cp "$root/build/java-flags" "$tree/proxmox_mcp"
  mkdir "$tree/proxmox_mcp/jars"
  cp "$work/jars"/*.jar "$tree/proxmox_mcp/jars"
  fill "$here/python/pyproject.toml" "$tree/pyproject.toml"
  fill "$here/python/README.md" "$tree/README.md"
  python3 "$here/licences.py" "$work/jars" "$bom" "$root/LICENSE" "$tree/proxmox_mcp/legal"
  python3 "$here/wheel-jars.py" "$(sqlite_jar)" "$tree/proxmox_mcp"
  settle "$tree"
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q --disable-pip-version-check flit_core==3.12.0
  (cd "$tree" && "$work/venv/bin/python" -m flit_core.wheel --outdir "$target" . >/dev/null)
}

# As its authors published it.
sqlite_jar() {
  local name
  name=$(basename "$work/jars"/sqlite-jdbc-*.jar .jar)
  mvn -q -B -ntp -Dstyle.color=never -f "$root/pom.xml" -N dependency:copy \
    "-Dartifact=org.xerial:sqlite-jdbc:${name#sqlite-jdbc-}" "-DoutputDirectory=$work/published" >&2
  echo "$work/published/$name.jar"
}

for package in archive deb npm_package mcpb wheel; do
  echo "$SECONDS s: $package" >&2
  $package
done
fill "$here/registry/server.json" "$target/server.json"
cp "$work/image/legal/bom.cdx.json" "$target/proxmox-mcp-$version.cdx.json"
(cd "$target" && sha256sum proxmox* server.json >SHA256SUMS)
cat "$target/SHA256SUMS"
