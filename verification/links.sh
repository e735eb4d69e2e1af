#!/usr/bin/env bash
# The links of the documents that lead to other people's hosts. One that its host does not know is a failure; a host
# that this network does not reach, or that answers no programs, is named.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"

# follow ROOT: sets $known to how many links lead somewhere; $scratch/wrong and $scratch/unreached have the others.
follow() {
  local address place code
  known=0
  : >"$scratch/wrong"
  : >"$scratch/unreached"
  python3 "$here/docs/documents.py" external "$1" >"$scratch/links" || return 1
  while read -r address place; do
    code=$(limited 60 curl -sSL --max-time 30 -o /dev/null -w '%{http_code}' "$address" 2>"$scratch/err")
    case $code in
      2*) known=$((known + 1)) ;;
      404 | 410) echo "$place: $address is answered with $code" >>"$scratch/wrong" ;;
      000) echo "$place: $address: $(tail -n 1 "$scratch/err")" >>"$scratch/unreached" ;;
      *) echo "$place: $address is answered with $code" >>"$scratch/unreached" ;;
    esac
  done <"$scratch/links"
}

# So that the check below cannot pass by seeing nothing.
a_wrong_one_is_found() {
  local folder=$scratch/documents site
  mkdir -p "$folder" && git -C "$folder" init -q || return 1
  python3 -u -m http.server --bind 127.0.0.1 --directory "$folder" 0 >"$scratch/site" 2>/dev/null </dev/null &
  remember $!
  wait_for 20 grep -q '^Serving' "$scratch/site" || return 1
  site=http://127.0.0.1:$(sed 's/.* port \([0-9]*\).*/\1/' "$scratch/site")
  echo "[here]($site/x.md) [gone]($site/y.md) [nobody](http://nobody.invalid/)" >"$folder/x.md"
  follow "$folder"
  [ "$known" -eq 1 ] && [ "$(cat "$scratch/wrong")" = "x.md:1: $site/y.md is answered with 404" ] &&
    grep -q '^x.md:1: http://nobody.invalid/: ' "$scratch/unreached"
}
evidence=("$scratch/wrong" "$scratch/unreached")
check "a link that its host does not know is found" a_wrong_one_is_found

follow "$root"
sed 's/^/not reached: /' "$scratch/unreached"
check "$known links to other hosts lead somewhere, none is known to lead nowhere" [ ! -s "$scratch/wrong" ]
finish
