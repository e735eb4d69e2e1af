package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.EraRouter;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.rpc.Shown;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Holds the headers of a modern HTTP request against its body, since what stands between client and
 * server decides by the headers (2026-07-28, Server Validation). Thread-safe.
 */
public final class HeaderCheck {
  /** Where the protocol version stands, in both eras. */
  public static final String VERSION = "MCP-Protocol-Version";

  private static final String METHOD = "Mcp-Method";
  private static final String NAME = "Mcp-Name";

  private final Map<String, ParamHeaders> toolHeaders;

  /** A check for the tools of that server. */
  public HeaderCheck(McpServer server) {
    this.toolHeaders =
        server.tools().all().stream().collect(Collectors.toMap(Tool::name, ParamHeaders::of));
  }

  /**
   * Lets a request pass whose headers say what its body says.
   *
   * @throws RpcException if a header is missing, twice there, unreadable or different, or if the
   *     version is missing in the body or not spoken here
   */
  public void check(Request request, RequestHeaders headers) throws RpcException {
    version(request, headers);
    String method = required(headers, METHOD);
    if (!method.equals(request.method())) {
      throw different(METHOD, method, request.method());
    }
    Optional<JsonNode> name = name(request);
    if (name.isPresent() && name.get().isString()) {
      match(headers, NAME, name.get().stringValue()::equals, name.get().stringValue());
    }
    if (request.method().equals("tools/call")) {
      parameters(request, headers);
    }
  }

  private static void version(Request request, RequestHeaders headers) throws RpcException {
    String version = required(headers, VERSION);
    JsonNode inBody = request.params().path("_meta").path(EraRouter.VERSION_KEY);
    if (inBody.isString() && !inBody.stringValue().equals(version)) {
      throw different(VERSION, version, inBody.stringValue());
    }
    if (Revision.of(version).filter(one -> one.era() == Era.MODERN).isEmpty()) {
      throw ModernEra.unsupported(version);
    }
    if (!inBody.isString()) {
      throw RpcException.invalidParams("_meta." + EraRouter.VERSION_KEY + " is required");
    }
  }

  /** What Mcp-Name repeats; a body without it is refused later, and not for its headers. */
  private static Optional<JsonNode> name(Request request) {
    return switch (request.method()) {
      case "tools/call", "prompts/get" -> Optional.of(request.params().path("name"));
      case "resources/read" -> Optional.of(request.params().path("uri"));
      case "tasks/get", "tasks/update", "tasks/cancel" ->
          Optional.of(request.params().path("taskId"));
      default -> Optional.empty();
    };
  }

  private void parameters(Request request, RequestHeaders headers) throws RpcException {
    ParamHeaders expected = toolHeaders.get(request.params().path("name").stringValue(""));
    if (expected == null) {
      return; // an unknown tool is refused later, and not for its headers
    }
    JsonNode arguments = request.params().path("arguments");
    for (ParamHeaders.Mirrored one : expected.mirrored()) {
      JsonNode value = one.in(arguments);
      if (!value.isMissingNode() && !value.isNull()) {
        match(headers, one.header(), text -> ParamHeaders.same(text, value), value.asString(""));
      }
    }
  }

  private static void match(
      RequestHeaders headers, String header, Function<String, Boolean> same, String inBody)
      throws RpcException {
    String sent = required(headers, header);
    String value =
        HeaderValue.decode(sent)
            .orElseThrow(() ->
                RpcException.headerMismatch(
                    header + " has characters or an encoding that it must not have"));
    if (!same.apply(value)) {
      throw different(header, value, inBody);
    }
  }

  private static String required(RequestHeaders headers, String name) throws RpcException {
    var values = headers.values(name);
    if (values.size() != 1) {
      throw RpcException.headerMismatch(
          "header " + name + (values.isEmpty() ? " is missing" : " is there more than once"));
    }
    return values.getFirst();
  }

  private static RpcException different(String header, String sent, String inBody) {
    return RpcException.headerMismatch(
        "header %s says '%s', the body says '%s'"
            .formatted(header, Shown.name(sent), Shown.name(inBody)));
  }
}
