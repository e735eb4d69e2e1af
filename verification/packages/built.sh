# shellcheck shell=bash
# The packages themselves: built twice, small, valid. Sourced by ../packages.sh.

both_builds_are_equal() {
  SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
  export SOURCE_DATE_EPOCH
  limited 600 "$root/packaging/build.sh" "$scratch/first" >"$out" 2>"$err"
  check "built" [ -s "$scratch/first/SHA256SUMS" ]
  if [ -n "$(git -C "$root" status --porcelain)" ]; then
    not_run "the second build" "it is made from a clone, and here are changes that are not committed"
    return
  fi
  # Nothing of the first one's is there: sources from git, compiled by the clone's own launcher, other paths and times.
  git clone -q "$root" "$scratch/clone" >"$out" 2>"$err"
  limited 900 env TMPDIR="$home" "$scratch/clone/packaging/build.sh" "$scratch/second" >"$out" 2>"$err"
  check "built again from a clone, in another folder, compiled anew" [ -s "$scratch/second/SHA256SUMS" ]
  diff "$scratch/first/SHA256SUMS" "$scratch/second/SHA256SUMS" >"$out" 2>&1
  check "both builds: equal hashes of all $(wc -l <"$scratch/first/SHA256SUMS") files" [ ! -s "$out" ]
  rm -rf "$scratch/second" "$scratch/clone"
}

they_are_small() {
  local file size
  for file in "$packages"/proxmox*; do
    size=$(stat -c %s "$file")
    check "${file##*/}: $((size / 1000)) kB, at most $((most_bytes / 1000))" [ "$size" -le "$most_bytes" ]
  done
}

all_are_valid() {
  python3 -m venv "$scratch/python" && "$scratch/python/bin/pip" install -q --disable-pip-version-check \
    uv==0.13.9 skillsaw==0.22.0 twine==7.0.0 'cyclonedx-python-lib[json-validation]==11.12.0' >"$out" 2>"$err" </dev/null
  check "validators: installed" [ -x "$scratch/python/bin/skillsaw" ]
  mkdir "$scratch/registry"
  cp "$packages/server.json" "$scratch/registry"
  clean "$scratch/python/bin/skillsaw" lint "$scratch/registry"
  check "server.json: as its schema wants it" [ "$code" -eq 0 ]
  sed -i 's/"registryType": "pypi"/"registryType": "else"/; s/"description": "See/"descriptio": "See/' "$scratch/registry/server.json"
  clean "$scratch/python/bin/skillsaw" lint "$scratch/registry"
  check "server.json: a wrong one is noticed" [ "$code" -ne 0 ]
  clean "$scratch/python/bin/twine" check --strict "$packages"/*.whl
  check "wheel: its metadata are valid" [ "$code" -eq 0 ]
  clean "$scratch/python/bin/python" -c 'import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read()) or "") or 0)' "$packages"/*.cdx.json
  check "bill of materials: valid CycloneDX 1.6" [ "$code" -eq 0 ]
  dpkg-deb --info "$packages"/*.deb >"$out" 2>"$err"
  check "deb: dpkg reads it" [ -s "$out" ]
}
