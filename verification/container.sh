#!/usr/bin/env bash
# The container, really built and run, as packaging/container describes it: its size, that it works with nothing but what
# compose.yaml gives it, how it tells that it is ill, how secrets come to it, how it stops, and what outlives it.
#
#   verification/container.sh                 the run-time image of the launcher, put into the container by the Dockerfile
#   verification/container.sh --from-source   the Dockerfile's first stage too, with Maven (minutes)
#
# The base image is made from Debian's own packages, so no registry is asked; it is kept for a week, with
# the linter and podman-compose, in the ignored folder .verification. All else is in the scratch folder and goes with it.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
# shellcheck source=verification/container/machine.sh
. "$here/container/machine.sh"
# shellcheck source=verification/container/lint.sh
. "$here/container/lint.sh"
# shellcheck source=verification/container/built.sh
. "$here/container/built.sh"
# shellcheck source=verification/container/image.sh
. "$here/container/image.sh"
# shellcheck source=verification/container/asked.sh
. "$here/container/asked.sh"
# shellcheck source=verification/container/served.sh
. "$here/container/served.sh"
# shellcheck source=verification/container/health.sh
. "$here/container/health.sh"
# shellcheck source=verification/container/stopped.sh
. "$here/container/stopped.sh"
# shellcheck source=verification/container/secrets.sh
. "$here/container/secrets.sh"
# shellcheck source=verification/container/compose.sh
. "$here/container/compose.sh"

cd "$root" || exit 70
the_machine_has_it
cache=$root/.verification/container
mkdir -p "$cache"
folder=$root/packaging/container
image=localhost/proxmox-mcp:verification
java=/opt/proxmox-mcp/bin/java
say=$scratch/podman.log # what podman says besides: without systemd it cannot time health checks, so they are run by hand
evidence=("$say")
podman_has_a_place
trap leave_nothing EXIT

the_files_are_linted
it_is_built "$@"
it_is_small
nothing_else_is_in_it
it_answers_from_its_file
a_cluster_and_a_token
it_serves
it_tells_how_it_is
its_state_outlives_it
a_volume_of_a_group_does
wrong_secrets_are_refused
compose_runs_it
compose_runs_it_behind_a_proxy
finish
