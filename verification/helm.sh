#!/usr/bin/env bash
# The Helm chart: rendered with every file of values in packaging/helm/proxmox-mcp/ci, held against the published schemas
# of Kubernetes and against what the pod has to be, its settings against the program itself. No cluster is needed.
# Helm and the schemas are installed, in pinned versions, into the ignored folder .verification.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=verification/checks.sh
. "$here/checks.sh"
cd "$root" || exit 70
chart=$root/packaging/helm/proxmox-mcp
tools=$root/.verification/helm
helm_version=v3.19.2
schemas_version=1.37.0
mkdir -p "$tools"
export PATH=$PATH:/usr/local/go/bin

if [ ! -x "$tools/$helm_version/helm" ]; then
  command -v go >/dev/null || {
    [ "${CI:-}" = true ] && apt-get update -q >/dev/null && apt-get install -y -q golang-go >/dev/null
  }
  command -v go >/dev/null || {
    skip "Go is needed, to install Helm $helm_version"
    exit 0
  }
  GOBIN=$tools/$helm_version limited 900 go install "helm.sh/helm/v3/cmd/helm@$helm_version" >"$scratch/go" 2>&1
fi
python=$tools/schemas-$schemas_version/bin
if [ ! -x "$python/kubernetes-validate" ]; then
  python3 -m venv "$tools/schemas-$schemas_version" &&
    "$python/pip" install -q "kubernetes-validate==$schemas_version" >"$scratch/pip" 2>&1
fi
if [ ! -x "$tools/$helm_version/helm" ] || [ ! -x "$python/kubernetes-validate" ]; then
  cat "$scratch/go" "$scratch/pip" 2>/dev/null | tail -n 5
  skip "Helm or the schemas of Kubernetes cannot be installed"
  exit 0
fi
helm() { HELM_CACHE_HOME=$scratch/helm HELM_CONFIG_HOME=$scratch/helm HELM_DATA_HOME=$scratch/helm "$tools/$helm_version/helm" "$@"; }

lint() { helm lint --strict "$chart" -f "$1" >"$scratch/said" 2>&1; }
render() { helm template demo "$chart" -n mcp --kube-version 1.34.0 -f "$1" >"$scratch/rendered.yaml" 2>"$scratch/said"; }
valid() { "$python/kubernetes-validate" --strict -k "$1" "$scratch/rendered.yaml" >"$scratch/said" 2>&1; }
hardened() { "$python/python" "$here/helm/hardened.py" "$scratch/rendered.yaml" "$scratch/settings.yaml" >"$scratch/said" 2>&1; }
# What the pod would read, with its secrets where they are here.
taken() {
  sed -i "s,/run/secrets/proxmox-mcp/,$scratch/,; s,/run/secrets/tls/tls,$scratch/tls," "$scratch/settings.yaml"
  ./proxmox-mcp settings check --config "$scratch/settings.yaml" >"$scratch/said" 2>&1
}
# refused MESSAGE VALUES...: by the schema of the values, or by a template.
refused() {
  ! helm template demo "$chart" --set existingSecret=proxmox-tokens "${@:2}" >"$scratch/said" 2>&1 && grep -q -- "$1" "$scratch/said"
}
accepted() { helm template demo "$chart" --set existingSecret=proxmox-tokens --kube-version 1.34.0 "$@" >"$scratch/said" 2>&1; }
lab=(-f "$chart/ci/lab-values.yaml")

(umask 077 && for name in lab-token backup-token traces-token; do echo 11111111-2222-3333-4444-555555555555 >"$scratch/$name"; done &&
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=mcp.example.org -days 30 \
    -keyout "$scratch/tls.key" -out "$scratch/tls.crt" 2>/dev/null && cp "$scratch/tls.crt" "$scratch/traces-ca.pem")
evidence=("$scratch/said")
for values in "$chart"/ci/*-values.yaml; do
  name=$(basename "$values" -values.yaml)
  check "$name: helm lint" lint "$values"
  check "$name: helm template" render "$values"
  for version in 1.28 1.37; do
    check "$name: valid for Kubernetes $version, no unknown key" valid "$version"
  done
  check "$name: hardened, watched over, with its state kept" hardened
  check "$name: the program takes its settings" taken
done

check "a chart without a cluster is refused" refused "at '/settings/clusters': minProperties"
check "a chart without a caller is refused" refused "at '/settings/http/tokens': minProperties"
check "a chart without a Secret is refused" refused "at '/existingSecret': minLength" "${lab[@]}" --set existingSecret=
check "a scraper without figures to scrape is refused" refused "at '/settings/telemetry/metrics'" "${lab[@]}" \
  --set serviceMonitor.enabled=true,serviceMonitor.token.name=prometheus-token
check "a scraper without a token is refused" refused "at '/serviceMonitor/token/name': minLength" "${lab[@]}" \
  --set settings.telemetry.metrics=true,serviceMonitor.enabled=true
check "a collector without TLS is refused" refused "at '/settings/telemetry/traces'" "${lab[@]}" \
  --set settings.telemetry.traces=http://collector.example.org
traces=(--set "settings.telemetry.traces=https://collector.example.org:4318/v1/traces")
check "traces without a place they go to are refused" refused "at '/networkPolicy/collector': minItems" "${lab[@]}" "${traces[@]}"
check "the same where nobody asks the schema" refused "networkPolicy.collector: it takes the place" "${lab[@]}" "${traces[@]}" \
  --skip-schema-validation --kube-version 1.34.0
check "a place that would be anywhere is refused" refused "at '/networkPolicy/collector/0': minProperties" "${lab[@]}" "${traces[@]}" \
  --set-json 'networkPolicy.collector=[{}]'
check "traces without a network policy need no place" accepted "${lab[@]}" "${traces[@]}" --set networkPolicy.enabled=false
check "a literal secret is refused" refused "token-value" "${lab[@]}" --set settings.clusters.lab.token-value=11111111-2222-3333-4444-555555555555
check "a switch that takes protection away does not exist" refused "additional properties 'securityContext' not allowed" \
  "${lab[@]}" --set securityContext.runAsUser=0

finish
