#!/usr/bin/env bash
# The launcher's build: started four times at once, killed in the middle, left alone while nothing changed,
# in a folder with spaces, through a link, without a JDK or with an old one, on a disk that takes nothing; then
# the run-time image that it makes and starts from: copied, damaged, killed while it is made. Works on a copy of
# the checkout's tracked files.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

copy="$scratch/a copy of it"
launcher=$copy/proxmox-mcp
state=$copy/.program
source_file=$copy/base/src/main/java/module-info.java
building='Building proxmox-mcp'
# Where the image is not what is looked at, nobody makes one.
export PROXMOX_MCP_IMAGE=off
out=$scratch/out
err=$scratch/err
evidence=("$err")

# How this account may mount something for its own eyes; empty if it may not.
namespace=
for option in -m -rm; do
  unshare "$option" true 2>/dev/null && { namespace=$option; break; }
done

# --- what is asked --------------------------------------------------------------------------------

# start [COMMAND...]: runs `tools --json` through the launcher to its end; sets $code.
start() {
  limited 300 "${@:-$launcher}" tools --json >"$out" 2>"$err" </dev/null
  code=$?
}

is_answered() { [ "$code" -eq 0 ] && is_only_json "$out"; }
builds() { grep -c "$building" "$@" || true; }
built() { [ "$(builds "$err")" -eq "$1" ]; }
no_leftovers() { [ -z "$(find "$state" -maxdepth 1 \( -name 'building-*' -o -name current.next \))" ]; }
a_source_changes() { touch "$source_file"; }

# One JSON value and nothing else: the JSON of the first start, which a parser has read.
is_only_json() {
  if command -v python3 >/dev/null; then
    python3 -c 'import json, sys; sys.exit(len(json.load(open(sys.argv[1]))) < 4)' "$1" 2>>"$err"
  else
    node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1])).length >= 4 ? 0 : 1)' "$1" 2>>"$err"
  fi
}

# --- killing --------------------------------------------------------------------------------------

# start_building: a start in the background, as far as javac; sets $started.
start_building() {
  a_source_changes
  setsid "$launcher" tools --json >"$out" 2>"$err" </dev/null &
  started=$!
  remember "$started"
  wait_for 120 in_the_middle || fail "a build in the middle" "$err"
}
in_the_middle() { [ -n "$(find "$state"/building-* -name '*.class' 2>/dev/null | head -n 1)" ]; }

family() {
  echo "$1"
  local child
  for child in $(pgrep -P "$1"); do family "$child"; done
}
# shellcheck disable=SC2046 # a list of process ids
kill_all_of() { kill -9 $(family "$1"); }
builder_of() { pgrep -P "$1" -f BuildProgram; }
maven_of() { pgrep -P "$(builder_of "$1")"; }
is_gone() { ! kill -0 "$1" 2>/dev/null; }

# --- what is shown --------------------------------------------------------------------------------

four_first_starts_build_once() {
  local starts=() number
  for number in 1 2 3 4; do
    timeout -k 5 300 "$launcher" tools --json >"$out.$number" 2>"$err.$number" </dev/null &
    starts+=($!)
    remember $!
  done
  evidence=("$err".?)
  for number in 1 2 3 4; do
    wait "${starts[$((number - 1))]}"
    code=$?
    check "four first starts: number $number ends with 0" [ "$code" -eq 0 ]
    check "four first starts: number $number answers with JSON and nothing else" is_only_json "$out.$number"
  done
  check "four first starts: one build" [ "$(cat "$err".? | grep -c "$building")" -eq 1 ]
  evidence=("$err")
}

an_unchanged_tree_is_not_built() {
  start
  check "unchanged: answered" is_answered
  check "unchanged: not built, and silent" [ ! -s "$err" ]
}

# Takes what the build recorded: the JVM is told to end if it cannot.
takes_recorded() {
  local jdk
  read -r jdk _ <"$(program_folder)/aot-of"
  # shellcheck disable=SC2046 # a list of flags
  "$jdk/bin/java" $(cat "$root/build/java-flags") -XX:AOTCache="$(program_folder)/proxmox-mcp.aot" -XX:AOTMode=on \
    -p "$(program_folder)" -m dev.proxmoxmcp.app --version >"$scratch/version" 2>>"$err" && grep -q '^proxmox-mcp ' "$scratch/version"
}

a_start_takes_what_the_build_recorded() {
  local cache
  cache=$(program_folder)/proxmox-mcp.aot
  check "recorded start: the JVM takes it" takes_recorded
  mv "$cache" "$scratch/recorded"
  start
  check "recorded start: answered without it" is_answered
  head -c 100000 "$scratch/recorded" >"$cache"
  start
  check "recorded start cut short: answered" is_answered
  check "recorded start cut short: silent" [ ! -s "$err" ]
  mv "$scratch/recorded" "$cache"
}

a_lost_program_is_built_again() {
  rm -rf "$state"/program-*
  start
  check "program removed: answered" is_answered
  check "program removed: built once" built 1
  : >"$state/current"
  start
  check "pointer emptied: answered" is_answered
  check "pointer emptied: built once" built 1
}

a_link_leads_to_it() {
  mkdir -p "$scratch/bin" "$scratch/links"
  ln -s "$launcher" "$scratch/links/absolute"
  ln -s ../links/absolute "$scratch/bin/proxmox-mcp"
  start env -C / "$scratch/bin/proxmox-mcp"
  check "through a link to a link: answered" is_answered
  check "through a link to a link: not built again" built 0
}

a_build_survives_the_death_of_all() {
  start_building
  kill_all_of "$started"
  wait "$started" 2>/dev/null
  check "all killed: it left something" [ -n "$(find "$state" -maxdepth 1 -name 'building-*')" ]
  start
  check "all killed: the next start answers" is_answered
  check "all killed: after one build" built 1
  check "all killed: the leftovers are removed" no_leftovers
}

a_build_survives_the_death_of_the_builder() {
  start_building
  local maven
  maven=$(maven_of "$started")
  kill -9 "$(builder_of "$started")"
  wait "$started" 2>/dev/null
  check "builder killed: its start ends with a failure" [ $? -ne 0 ]
  start
  check "builder killed: the next start answers, whatever the orphaned Maven does" is_answered
  check "builder killed: after one build" built 1
  # Without its folder the orphan cannot end well; it only has to end.
  check "builder killed: the orphaned Maven ends" wait_for 60 is_gone "$maven"
  a_source_changes
  start
  check "builder killed: the build after that leaves nothing" no_leftovers
  check "a touched source is built" built 1
  check "a touched source: answered" is_answered
}

# A system that has no JDK 25: what is installed is covered with empty folders, in a mount namespace of its own.
without_jdk() {
  # shellcheck disable=SC2016 # for the inner shell
  local hide='for folder in /usr/lib/jvm /usr/java /usr/jdk /opt; do
    [ ! -d $folder ] || mount -t tmpfs none $folder || exit 1
  done
  exec "$0" --version'
  limited 60 unshare "$namespace" env -i PATH=/usr/bin:/bin HOME=/nonexistent "$@" sh -c "$hide" "$launcher" \
    >"$out" 2>"$err" </dev/null
  code=$?
}

no_jdk_is_said_in_one_sentence() {
  [ -n "$namespace" ] || { skip "the start without a JDK: this account may not hide the installed ones"; return; }
  without_jdk
  check "no JDK: ends with 69" [ "$code" -eq 69 ]
  check "no JDK: one line" [ "$(wc -l <"$err")" -eq 1 ]
  check "no JDK: it says what is needed" grep -q 'needs a JDK 25 or later and found none' "$err"
  check "no JDK: nothing on standard output" [ ! -s "$out" ]
  local old="$scratch/jdk of old"
  mkdir -p "$old/bin"
  ln -s /bin/true "$old/bin/javac"
  local version
  for version in 17.0.12 1.8.0_402; do
    echo "JAVA_VERSION=\"$version\"" >"$old/release"
    without_jdk JAVA_HOME="$old"
    check "a JDK $version: ends with 69" [ "$code" -eq 69 ]
    check "a JDK $version: one line" [ "$(wc -l <"$err")" -eq 1 ]
    version=${version#1.}
    check "a JDK ${version%%.*}: it says which it found and where" \
      grep -qF "needs a JDK 25 or later and found only JDK ${version%%.*} ($old): install it with" "$err"
  done
}

# mounted OPTIONS: a start of a copy that was never built, whose folder for builds is such a file system.
mounted() {
  local bare="$scratch/never built"
  mkdir -p "$bare/.program"
  cp -r "$copy/proxmox-mcp" "$copy/build" "$copy/pom.xml" "$bare"
  # shellcheck disable=SC2016 # for the inner shell
  limited 120 unshare "$namespace" sh -c 'mount -t tmpfs -o "$1" none "$0/.program" || exit 1
    case $1 in size=*) head -c 64k /dev/zero >"$0/.program/full" 2>/dev/null ;; esac
    exec "$0/proxmox-mcp" --version' "$bare" "$1" >"$out" 2>"$err" </dev/null
  code=$?
  rm -rf "$bare"
}

a_disk_that_takes_nothing_is_said_in_one_sentence() {
  [ -n "$namespace" ] || { skip "a read-only or full checkout: this account may not mount one"; return; }
  mounted ro
  check "read-only checkout: ends with 69" [ "$code" -eq 69 ]
  check "read-only checkout: one line, on standard error" [ "$(cat "$out" "$err" | wc -l)" -eq 1 ]
  check "read-only checkout: it says what to do" grep -q 'read-only.*copy the checkout to a folder that can be written' "$err"
  mounted size=64k
  check "full disk: ends with 69" [ "$code" -eq 69 ]
  check "full disk: one line, on standard error" [ "$(cat "$out" "$err" | wc -l)" -eq 1 ]
  check "full disk: it says what to do" grep -q 'too little room: .*Make some (`df -h ' "$err"
}

# --- the image ------------------------------------------------------------------------------------

program_folder() { echo "$state/$(cat "$state/current")"; }
image_folder() { echo "$state/image-$(sed s/program-// "$state/current")"; }
has_image() { [ -x "$(image_folder)/bin/proxmox-mcp" ]; }
half_images() { find "$state" -maxdepth 1 -name 'image-*.building-*' | wc -l; }
makes_image() { [ "$(half_images)" -ge 1 ]; }
makers() { pgrep -f "ImageForLauncher.java $copy" || true; }
no_maker() { [ -z "$(makers)" ]; }

# The cache is really used: the JVM is told to end if it cannot.
takes_cache() {
  # shellcheck disable=SC2046 # a list of flags
  "$1/bin/java" $(cat "$1/lib/java-flags") -XX:AOTCache="$1/lib/proxmox-mcp.aot" -XX:AOTMode=on \
    -m dev.proxmoxmcp.app/dev.proxmoxmcp.app.Main --version >"$scratch/version" 2>>"$err" && grep -q '^proxmox-mcp ' "$scratch/version"
}

the_image_is_made_and_used() {
  start env PROXMOX_MCP_IMAGE=wait "$launcher"
  check "image: answered by the start that makes it" is_answered
  check "image: made" has_image
  check "image: nothing is left half" [ "$(half_images)" -eq 0 ]
  check "image: the JVM takes its cache" takes_cache "$(image_folder)"
  # Only the image can still answer.
  mkdir "$scratch/jars"
  mv "$(program_folder)"/*.jar "$scratch/jars"
  start env PROXMOX_MCP_IMAGE=later "$launcher"
  check "image: the next start uses it" is_answered
  check "image: and says nothing" [ ! -s "$err" ]
  mv "$scratch/jars"/*.jar "$(program_folder)"
}

# What the JVM of that process was told last of its compilers.
last_tier() { tr '\0' '\n' <"/proc/$1/cmdline" | sed -n 's/^-XX:TieredStopAtLevel=//p' | tail -n 1; }
has_tier() { [ "$(last_tier "$1")" = "$2" ]; }

a_server_of_many_compiles_as_well_as_it_can() {
  local serves tier
  for serves in "serve --http 127.0.0.1:0" "serve"; do
    case $serves in *--http*) tier=4 ;; *) tier=1 ;; esac
    # shellcheck disable=SC2086 # a list of arguments
    PROXMOX_HOST=127.0.0.1 PROXMOX_USER=a@pve PROXMOX_TOKEN_NAME=b PROXMOX_TOKEN_VALUE=c PROXMOX_FINGERPRINT=$(printf 'AB%.0s' {1..32}) \
      "$launcher" $serves >"$out" 2>"$err" < <(sleep 30) &
    remember $!
    check "$serves: compilers up to level $tier" wait_for 20 has_tier $! "$tier"
    end $!
  done
}

an_image_survives_being_copied() {
  local away="$scratch/somewhere else"
  cp -r "$(image_folder)" "$away"
  start "$away/bin/proxmox-mcp"
  check "image copied: answered" is_answered
  check "image copied: silent" [ ! -s "$err" ]
  check "image copied: the JVM takes its cache" takes_cache "$away"
  mkdir "$scratch/linked"
  ln -s "$away/bin/proxmox-mcp" "$scratch/linked/it"
  ln -s it "$scratch/linked/proxmox-mcp"
  start env -C "$scratch/linked" ./proxmox-mcp
  check "image copied: answered through a link to a link" is_answered
  head -c 100000 "$away/lib/proxmox-mcp.aot" >"$scratch/half" && mv "$scratch/half" "$away/lib/proxmox-mcp.aot"
  start "$away/bin/proxmox-mcp"
  check "cache cut short: answered, and nothing else on standard output" is_answered
  head -c 5000000 /dev/urandom >"$away/lib/proxmox-mcp.aot"
  start "$away/bin/proxmox-mcp"
  check "cache damaged: answered, and nothing else on standard output" is_answered
  rm "$away/lib/proxmox-mcp.aot"
  start "$away/bin/proxmox-mcp"
  check "cache missing: answered" is_answered
  check "cache missing: silent" [ ! -s "$err" ]
}

a_dependency_without_descriptor_is_named() {
  rm -rf "$(image_folder)"
  # an empty zip archive
  printf 'PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' >"$(program_folder)/left-over-1.0.jar"
  start env PROXMOX_MCP_IMAGE=wait "$launcher"
  check "automatic module: answered all the same" is_answered
  check "automatic module: named" grep -q 'left-over-1.0.jar (automatic module left.over)' "$err"
  start env PROXMOX_MCP_IMAGE=wait "$launcher"
  check "automatic module: not tried again" [ ! -s "$err" ]
  rm "$(program_folder)/left-over-1.0.jar" "$(image_folder).failed"
}

an_image_is_made_in_the_background() {
  start env PROXMOX_MCP_IMAGE=later "$launcher"
  check "background: answered at once" is_answered
  check "background: silent" [ ! -s "$err" ]
  check "background: an image in the making" wait_for 120 makes_image
  # shellcheck disable=SC2046 # a list of process ids
  kill -9 $(for maker in $(makers); do family "$maker"; done)
  check "maker killed: no image" eval '! has_image'
  local number starts=()
  for number in 1 2 3; do
    PROXMOX_MCP_IMAGE=later timeout -k 5 300 "$launcher" tools --json >"$out.$number" 2>"$err.$number" </dev/null &
    starts+=($!)
    remember $!
  done
  for number in 1 2 3; do
    wait "${starts[$((number - 1))]}"
    check "maker killed: start $number answers" is_only_json "$out.$number"
  done
  check "maker killed: the image is made" wait_for 300 has_image
  check "maker killed: its makers end" wait_for 60 no_maker
  check "maker killed: nothing is left half" [ "$(half_images)" -eq 0 ]
  start env PROXMOX_MCP_IMAGE=later "$launcher"
  check "maker killed: answered from the image" is_answered
}

an_old_image_is_not_used() {
  sed -i 's/Lists the tools with what/Lists all the tools with what/' \
    "$copy/app/src/main/java/dev/proxmoxmcp/app/command/ToolsCommand.java"
  limited 300 "$launcher" tools --help >"$out" 2>"$err" </dev/null
  check "sources newer than the image: built" built 1
  check "sources newer than the image: the new program answers" grep -q 'Lists all the tools' "$out"
}

mkdir -p "$copy"
# What is tracked, as it is in the working tree; a removed file is not an error.
(cd "$root" && git ls-files -z | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | tar --null -T - -cf -) | tar -xf - -C "$copy"

four_first_starts_build_once
an_unchanged_tree_is_not_built
a_start_takes_what_the_build_recorded
a_link_leads_to_it
no_jdk_is_said_in_one_sentence
a_disk_that_takes_nothing_is_said_in_one_sentence
a_lost_program_is_built_again
a_build_survives_the_death_of_all
a_build_survives_the_death_of_the_builder
the_image_is_made_and_used
a_server_of_many_compiles_as_well_as_it_can
an_image_survives_being_copied
a_dependency_without_descriptor_is_named
an_image_is_made_in_the_background
an_old_image_is_not_used
finish
