"""Reads the lines of FILE as OpenTelemetry's protocol has them, and looks for a call in TRACE and what it asked."""

import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def by_protobuf(value):
    """OTLP's JSON has ids in hexadecimal, where that of protobuf has Base64."""
    if isinstance(value, dict):
        return {
            key: base64.b64encode(bytes.fromhex(one)).decode() if key in ("traceId", "spanId", "parentSpanId") else by_protobuf(one)
            for key, one in value.items()
        }
    return [by_protobuf(one) for one in value] if isinstance(value, list) else value


spans = []
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        request = json_format.ParseDict(by_protobuf(json.loads(line)), ExportTraceServiceRequest())
        for resource in request.resource_spans:
            names = {one.key: one.value.string_value for one in resource.resource.attributes}
            assert names["service.name"] == "proxmox-mcp", names
            spans += [span for scope in resource.scope_spans for span in scope.spans]
calls = {span.name: span for span in spans if span.kind == span.SPAN_KIND_SERVER}
print(sorted(calls), len(spans))
assert set(calls) == {"tools/call guest_list", "tools/call cluster_overview"}, calls
for call in calls.values():
    assert call.trace_id.hex() == sys.argv[2], call
    assert call.parent_span_id.hex() == "b7ad6b7169203331", call
    assert call.end_time_unix_nano >= call.start_time_unix_nano
    assert call.status.code == call.status.STATUS_CODE_UNSET
asked = [span for span in spans if span.kind == span.SPAN_KIND_CLIENT]
assert asked and all(span.parent_span_id in {call.span_id for call in calls.values()} for span in asked), asked
assert all(span.trace_id.hex() == sys.argv[2] for span in asked)
