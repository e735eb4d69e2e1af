#!/usr/bin/env bash
# Every package: built twice with equal hashes, the second time in a clone of its own, validated, installed where nothing
# of it was before, started over stdio, and timed from the file to the first answer; then once more in root file systems
# where nothing but what it needs was before. The service of the .deb is booted there by systemd, upgraded and removed.
# Nothing is published.
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

# shellcheck source=verification/packages/asked.sh
. "$here/packages/asked.sh"
# shellcheck source=verification/packages/built.sh
. "$here/packages/built.sh"
# shellcheck source=verification/packages/installed.sh
. "$here/packages/installed.sh"
# shellcheck source=verification/packages/clean-root.sh
. "$here/packages/clean-root.sh"
# shellcheck source=verification/packages/deb.sh
. "$here/packages/deb.sh"
# shellcheck source=verification/packages/service.sh
. "$here/packages/service.sh"

root_file_systems &
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
into "$scratch/languages"
the_npm_package_runs_in_a_clean_root
the_wheel_runs_in_a_clean_root
into "$scratch/root"
the_archive_runs_in_a_clean_root
the_bundle_runs_in_a_clean_root
the_deb_is_installed
the_service_runs_under_systemd
an_upgrade_and_a_removal_keep_the_data
finish
