package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.base.Observer.Kind;
import dev.proxmoxmcp.base.Observer.What;
import dev.proxmoxmcp.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes spans as OTLP/HTTP takes them in JSON (OpenTelemetry protocol 1.x; names by its semantic
 * conventions for HTTP and MCP, as far as there are some).
 *
 * @param version of this program
 * @param process names this process among others: {@code service.instance.id}
 */
public record Otlp(String version, String process) {
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int ERROR = 2;
  private static final String NAME = "proxmox-mcp";
  private static final long NANOS = 1_000_000_000L;

  /** The body of one POST. */
  public byte[] json(List<Span> spans) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode resource = root.putArray("resourceSpans").addObject();
    ArrayNode about = resource.putObject("resource").putArray("attributes");
    text(about, "service.name", NAME);
    text(about, "service.version", version);
    text(about, "service.instance.id", process);
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", NAME).put("version", version);
    ArrayNode all = scope.putArray("spans");
    spans.forEach(span -> write(span, all.addObject()));
    return JsonText.write(root).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Span span, ObjectNode json) {
    What what = span.what();
    boolean tool = what.kind() == Kind.TOOL;
    json.put("traceId", span.place().trace()).put("spanId", span.place().span());
    if (!span.place().parent().isEmpty()) {
      json.put("parentSpanId", span.place().parent());
    }
    json.put("name", tool ? "tools/call " + what.name() : what.name());
    json.put("kind", tool ? SERVER : CLIENT);
    json.put("startTimeUnixNano", nanos(span.began()));
    json.put("endTimeUnixNano", nanos(span.began().plus(span.took())));
    ArrayNode attributes = json.putArray("attributes");
    if (tool) {
      text(attributes, "mcp.method.name", "tools/call");
      text(attributes, "gen_ai.tool.name", what.name());
      text(attributes, "proxmox.outcome", span.outcome());
    } else {
      text(attributes, "http.request.method", what.name());
      status(attributes, span.outcome());
    }
    new TreeMap<>(what.facts())
        .forEach(
            // A name with a dot is one of its conventions.
            (name, value) ->
                text(attributes, name.contains(".") ? name : "proxmox." + name, value));
    if (!span.well()) {
      json.putObject("status").put("code", ERROR).put("message", span.outcome());
    }
  }

  /** Numbers of 64 bits are texts in this JSON. */
  private static void status(ArrayNode attributes, String outcome) {
    if (outcome.matches("[0-9]{3}")) {
      attributes
          .addObject()
          .put("key", "http.response.status_code")
          .putObject("value")
          .put("intValue", outcome);
    }
  }

  private static void text(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static String nanos(Instant at) {
    return Long.toString(at.getEpochSecond() * NANOS + at.getNano());
  }
}
