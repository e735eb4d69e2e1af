"""What the rendered chart has to be: hardened.py RENDERED SETTINGS. Writes the settings file of the pod to SETTINGS."""

import sys
from urllib.parse import urlsplit

import yaml

documents = [one for one in yaml.safe_load_all(open(sys.argv[1], encoding="utf-8")) if one]
kinds = {one["kind"]: one for one in documents}
assert len(kinds) == len(documents), "one of each kind"

stateful = kinds["StatefulSet"]["spec"]
pod = stateful["template"]["spec"]
(container,) = pod["containers"]
assert stateful["replicas"] == 1
assert pod["automountServiceAccountToken"] is False
assert kinds["ServiceAccount"]["automountServiceAccountToken"] is False

user = pod["securityContext"]
assert user["runAsNonRoot"] is True and user["runAsUser"] == user["runAsGroup"] == user["fsGroup"] == 65532
assert user["seccompProfile"] == {"type": "RuntimeDefault"}
assert container["securityContext"] == {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
assert container["resources"]["limits"]["memory"] and container["resources"]["limits"]["cpu"]
assert pod["terminationGracePeriodSeconds"] >= 75
assert "initContainers" not in pod and not pod.get("hostNetwork")

settings = kinds["ConfigMap"]["data"]["settings.yaml"]
with open(sys.argv[2], "w", encoding="utf-8") as written:
    written.write(settings)
http = yaml.safe_load(settings)["http"]
telemetry = yaml.safe_load(settings)["telemetry"]
assert "demo-proxmox-mcp.mcp.svc" in http["names"] and http["tokens"]
assert http.get("tls") is not False

for probe, path in {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}.items():
    asked = container[probe]
    if http.get("proxies"):
        assert ("--ready" in asked["exec"]["command"]) == (path == "/readyz")
    else:
        assert asked["httpGet"]["path"] == path and asked["httpGet"]["scheme"] == "HTTPS"
        assert {"name": "Host", "value": "localhost"} in asked["httpGet"]["httpHeaders"]

mounts = {one["name"]: one for one in container["volumeMounts"]}
volumes = {one["name"]: one for one in pod["volumes"]}
claims = [one["metadata"]["name"] for one in stateful.get("volumeClaimTemplates", [])]
assert mounts["state"]["mountPath"] == "/var/lib/proxmox-mcp"
assert ("state" in claims) != ("persistentVolumeClaim" in volumes.get("state", {})), "one claim for the state"
assert mounts["secrets"]["readOnly"] and volumes["secrets"]["secret"]["defaultMode"] == 0o440
assert not any("secret" in str(one.get("valueFrom", "")).lower() for one in container["env"])

policy = kinds.get("NetworkPolicy")
if policy:
    assert sorted(policy["spec"]["policyTypes"]) == ["Egress", "Ingress"]
    assert policy["spec"]["ingress"][0]["ports"] == [{"protocol": "TCP", "port": "mcp"}]
    collector = urlsplit(telemetry.get("traces", ""))
    ways = [one for one in policy["spec"]["egress"] if one["ports"][0]["port"] == (collector.port or 443)]
    assert len(ways) == (1 if collector.netloc else 0), "one way to the collector of traces, if there is one"

monitor = kinds.get("ServiceMonitor")
if monitor:
    (endpoint,) = monitor["spec"]["endpoints"]
    assert telemetry["metrics"] is True and endpoint["path"] == "/metrics"
    assert endpoint["port"] in [one["name"] for one in kinds["Service"]["spec"]["ports"]]
    assert monitor["spec"]["selector"]["matchLabels"].items() <= kinds["Service"]["metadata"]["labels"].items()
    assert endpoint["authorization"]["credentials"]["name"]
    if http.get("proxies"):
        assert endpoint["scheme"] == "http"
    else:
        assert endpoint["scheme"] == "https" and endpoint["tlsConfig"]["serverName"] in http["names"]
