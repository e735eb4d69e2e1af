# shellcheck shell=bash
# The image, made as the Dockerfile says. Sourced by ../container.sh.

import_base() { podman import "$base" docker.io/library/debian:trixie-slim >>"$say" 2>&1; }

# The cache of the first stage stays in the scratch folder too.
build() { limited 1500 env TMPDIR="$scratch" buildah bud --isolation chroot --pull-never --format docker -f packaging/container/Dockerfile -t "$image" "$@" . >"$scratch/build" 2>&1; }

# it_is_built [--from-source]
it_is_built() {
  base=$cache/trixie-$(dpkg --print-architecture).tar
  find "$cache" -name 'trixie-*.tar' -mtime +7 -delete
  if [ ! -f "$base" ]; then
    limited 300 mmdebstrap --quiet --format=tar --variant=essential trixie "$base.part" >"$scratch/mmdebstrap" 2>&1 && mv "$base.part" "$base"
  fi
  evidence=("$scratch/mmdebstrap")
  check "a base image, from Debian's packages" test -f "$base"
  evidence=("$say")
  check "podman takes it as the base" import_base
  evidence=("$scratch/mmdebstrap" "$scratch/build")
  if [ "${1:-}" = --from-source ]; then
    # The JDK of this machine, with the authorities that it trusts, in the place where the official image of Maven has its
    # own; jlink's objcopy is there too.
    jdk=$(env PROXMOX_MCP_IMAGE=off ./proxmox-mcp --version >/dev/null && sed -n 's/^\(.*\) .*/\1/p' .program/program-*/aot-of | head -n 1)
    limited 600 mmdebstrap --quiet --variant=apt --include=maven,ca-certificates,git,binutils trixie "$scratch/maven.tar" \
      --customize-hook="mkdir -p \"\$1/opt/java\" && cp -rL '$jdk' \"\$1/opt/java/openjdk\"" >"$scratch/mmdebstrap" 2>&1
    podman import --change ENV=JAVA_HOME=/opt/java/openjdk "$scratch/maven.tar" docker.io/library/maven:3.9-eclipse-temurin-25 >>"$say" 2>&1
    rm -f "$scratch/maven.tar"
    began=$SECONDS
    check "the whole Dockerfile, from the sources" build
    echo "        $((SECONDS - began)) s for all of its stages"
  else
    env PROXMOX_MCP_IMAGE=wait ./proxmox-mcp --version >"$scratch/version" 2>&1
    read -r program <.program/current
    check "the Dockerfile, with the launcher's run-time image" build --build-context "program=$root/.program/image-${program#program-}"
  fi
  if ! podman image exists "$image"; then finish; exit 1; fi
  buildah rmi docker.io/library/debian:trixie-slim >>"$say" 2>&1
}
