"""Reads FILE as Prometheus does, and looks for the figures of a server that was called twice."""

import sys

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8") as file:
    families = {family.name: family for family in text_string_to_metric_families(file.read())}
print(sorted(families))
calls = {sample.labels["tool"]: sample.value for sample in families["proxmox_mcp_tool_calls"].samples}
assert calls == {"guest_list": 1, "cluster_overview": 1}, calls
assert families["proxmox_mcp_tool_calls"].type == "counter"
seconds = families["proxmox_mcp_requests_seconds"]
assert seconds.type == "histogram", seconds.type
buckets = [sample for sample in seconds.samples if sample.name.endswith("_bucket") and sample.labels["method"] == "GET"]
values = [sample.value for sample in buckets]
assert values == sorted(values) and buckets[-1].labels["le"] == "+Inf", values
assert families["process_resident_memory_bytes"].samples[0].value > 10_000_000
assert families["proxmox_mcp_plans_waiting"].samples[0].value == 0
