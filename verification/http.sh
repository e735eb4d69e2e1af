#!/usr/bin/env bash
# `serve --http` for a team, as other programs see it: tokens, the certificate that it makes, and who is kept out.
# Asks with curl, openssl, Python and Node. No cluster is needed: what is asked is answered without one, but for the lines
# of docs/mcp.md, which are pasted as they stand and ask a simulated one.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70
export XDG_STATE_HOME=$scratch/state
certificate=$scratch/state/proxmox-mcp/http-certificate.pem

./proxmox-mcp http-token anna >"$scratch/token" 2>"$scratch/line" || { cat "$scratch/line"; exit 1; }
token=$(cat "$scratch/token")
hash=$(grep -m 1 -o 'sha256:[0-9a-f]*' "$scratch/line")
settings() {
  printf 'version: 1\nhttp: {names: [mcp.example.org]%s}\nclusters:\n  none: {host: 127.0.0.1, port: 1, token-id: "a@pve!b", token-value: "file:%s"}\n' \
    "$1" "$scratch/secret" >"$scratch/settings.yaml"
}
(umask 077 && echo 11111111-2222-3333-4444-555555555555 >"$scratch/secret")

serve() {
  : >"$scratch/log"
  ./proxmox-mcp serve --http "$1" --config "$scratch/settings.yaml" >"$scratch/out" 2>"$scratch/log" </dev/null &
  server=$!
  remember "$server"
}
serving() { grep -q '^Serving MCP at ' "$scratch/log"; }
port() { sed -n 's,^Serving MCP at [a-z]*://.*:\([0-9]*\)/mcp$,\1,p' "$scratch/log"; }
ended() { ! kill -0 "$server" 2>/dev/null; }
exit_code() {
  wait_for 60 ended
  local code=0
  wait "$server" || code=$?
  [ "$code" -eq "$1" ]
}

# ask STATUS CURL-ARGUMENTS...: what is answered to a list of the tools.
ask() {
  local status=$1
  shift
  [ "$(curl -sS --max-time 20 --cacert "$certificate" --resolve "mcp.example.org:$port:127.0.0.1" \
    -o "$scratch/answer" -w '%{http_code}' "https://mcp.example.org:$port/mcp" \
    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/list' \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}' \
    "$@" 2>"$scratch/curl")" = "$status" ]
}
fingerprint() {
  openssl s_client -connect "127.0.0.1:$port" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 | sed 's/.*=//'
}
printed() { grep -o 'fingerprint [0-9A-F:]*' "$scratch/log" | sed 's/.* //'; }

evidence=("$scratch/log" "$scratch/curl" "$scratch/answer")
settings ''
serve 0.0.0.0:0
check "without tokens it refuses an address that others reach" exit_code 64

settings ", tokens: {anna: \"$hash\"}, tls: false"
serve 0.0.0.0:0
check "without TLS and a proxy too" exit_code 64

settings ", tokens: {anna: \"$hash\"}"
serve 0.0.0.0:0
check "with tokens it makes a certificate and starts" wait_for 60 serving
port=$(port)
check "the fingerprint that it prints is the one that it shows" test "$(fingerprint)" = "$(printed)"
check "its key is for its owner alone" test "$(stat -c %a "$scratch/state/proxmox-mcp/http-key.pem")" = 600
check "curl: the token is asked for" ask 401
check "curl: another one is refused" ask 401 -H 'Authorization: Bearer pmcp_another'
check "curl: with the token the tools are listed" ask 200 -H "Authorization: Bearer $token"
check "curl: another name is refused, as rebinding would have it" ask 403 -H "Authorization: Bearer $token" -H 'Host: evil.example'
check "curl: a page from elsewhere is refused" ask 403 -H "Authorization: Bearer $token" -H 'Origin: https://evil.example'
check "openssl: TLS 1.1 is refused" eval "! openssl s_client -tls1_1 -cipher ALL@SECLEVEL=0 -connect 127.0.0.1:$port </dev/null >/dev/null 2>&1"
check "openssl: TLS 1.2 is spoken" eval "openssl s_client -tls1_2 -connect 127.0.0.1:$port </dev/null >/dev/null 2>&1"
check "Python trusts the certificate" python3 - "$certificate" "$port" <<'PYTHON'
import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[1])
context.verify_flags |= getattr(ssl, "VERIFY_X509_STRICT", 0)
assert urllib.request.urlopen(f"https://localhost:{sys.argv[2]}/healthz", context=context).read() == b"ok\n"
PYTHON
check "Node trusts the certificate" env NODE_EXTRA_CA_CERTS="$certificate" node -e "
  require('https').get('https://localhost:$port/healthz', (answer) => process.exit(answer.statusCode === 200 ? 0 : 1))
    .on('error', (failure) => { console.error(failure.message); process.exit(1) })"
check "it is not ready while no cluster answers" test "$(curl -s --cacert "$certificate" "https://localhost:$port/readyz")" = "no cluster has answered yet"
first=$(printed)
kill -TERM "$server"
check "it ends when it is told to" exit_code 143
serve 0.0.0.0:0
check "it starts again" wait_for 60 serving
check "with the same certificate" test "$(printed)" = "$first"
kill -TERM "$server"
check "and ends again" exit_code 143

program=$root/proxmox-mcp
begin_cluster
: >"$scratch/log"
env PROXMOX_MCP_CONFIG=none PROXMOX_MCP_HTTP_TOKENS="anna=$hash" "${cluster[@]}" \
  ./proxmox-mcp serve --http 0.0.0.0:0 >"$scratch/out" 2>"$scratch/log" </dev/null &
server=$!
remember "$server"
check "it serves a cluster" wait_for 60 serving
# pasted BLOCK: the first block of docs/mcp.md, which sets up, then that one, as a person would.
block() { awk -v wanted="$1" '/^```sh$/ { at++; within = 1; next } /^```$/ { within = 0 } within && at == wanted' docs/mcp.md; }
pasted() {
  mkdir -p "$scratch/pasted"
  {
    block 1 | sed "s,^URL=.*,URL=https://localhost:$(port)/mcp,; s,^TOKEN=.*,TOKEN=$token,; s,^CERTIFICATE=.*,CERTIFICATE=$certificate,"
    block "$1"
  } >"$scratch/pasted/lines"
  (cd "$scratch/pasted" && sh -eu lines >"$scratch/answer" 2>"$scratch/curl") &&
    grep -q 'web1' "$scratch/answer" && ! grep -q '"isError":true\|"error":' "$scratch/answer"
}
check "docs/mcp.md: a modern call by curl, pasted as it stands" pasted 2
check "docs/mcp.md: a legacy session by curl, pasted as it stands" pasted 3
kill -TERM "$server"
check "and that one ends" exit_code 143

# The demo's lines stand by themselves.
: >"$scratch/demo"
./proxmox-mcp demo --port 0 >"$scratch/demo" 2>"$scratch/log" </dev/null &
server=$!
remember "$server"
check "the demo starts" wait_for 60 grep -q '^Stop with' "$scratch/demo"
demo=$(grep -o 'http://127.0.0.1:[0-9]*/mcp' "$scratch/demo" | head -n 1)
on_the_demo() {
  block "$1" | sed "s,http://127.0.0.1:8642/mcp,$demo," >"$scratch/lines"
  sh -eu "$scratch/lines" >"$scratch/answer" 2>"$scratch/curl" &&
    grep -q 'web1' "$scratch/answer" && ! grep -q '"isError":true\|"error":' "$scratch/answer"
}
check "docs/mcp.md: a call of the demo by curl, pasted as it stands" on_the_demo 4
check "docs/mcp.md: a conversation over standard input and output, pasted as it stands" on_the_demo 5
kill -TERM "$server"
check "the demo ends" exit_code 143

finish
