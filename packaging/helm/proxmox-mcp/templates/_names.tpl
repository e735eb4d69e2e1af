{{- define "proxmox-mcp.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "proxmox-mcp.selected" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "proxmox-mcp.labels" -}}
{{ include "proxmox-mcp.selected" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The settings file: what the values say, and by which names the service is called. */}}
{{- define "proxmox-mcp.settings" -}}
{{- $name := include "proxmox-mcp.name" . }}
{{- $ours := list $name (printf "%s.%s" $name .Release.Namespace) (printf "%s.%s.svc" $name .Release.Namespace) (printf "%s.%s.svc.cluster.local" $name .Release.Namespace) }}
{{- $settings := deepCopy .Values.settings }}
{{- $http := $settings.http }}
{{- $_ := set $http "names" (concat (default (list) $http.names) $ours | uniq) }}
{{- if not $http.proxies }}{{ $_ := unset $http "proxies" }}{{ end }}
{{- if .Values.tls.existingSecret }}
{{- $_ := set $http "certificate-file" "/run/secrets/tls/tls.crt" }}
{{- $_ := set $http "key-file" "/run/secrets/tls/tls.key" }}
{{- end }}
{{- $_ := set $settings "version" 1 }}
{{- toYaml $settings }}
{{- end }}

{{/* A proxy alone is answered but for who asks from within the pod, so then the kubelet cannot ask by itself. */}}
{{- define "proxmox-mcp.asked" -}}
{{- if .root.Values.settings.http.proxies -}}
exec:
  command: [/opt/proxmox-mcp/bin/java, "@/etc/proxmox-mcp-health.args", health{{ if eq .path "/readyz" }}, --ready{{ end }}]
{{- else -}}
httpGet:
  path: {{ .path }}
  port: mcp
  scheme: HTTPS
  httpHeaders:
    - {name: Host, value: localhost}
{{- end }}
{{- end }}
