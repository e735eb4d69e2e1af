package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Offer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one revision words what all have in common. Each leaves out what its schema does not know.
 *
 * @param revision whose words
 */
public record Wording(Revision revision) {
  /** {@code Implementation}: how the server names itself. */
  public ObjectNode identity(ServerIdentity identity) {
    ObjectNode node = Json.object().put("name", identity.name());
    if (revision.isBeyondFirst()) {
      node.put("title", identity.title());
    }
    return node.put("version", identity.version());
  }

  /** {@code ServerCapabilities}: what this server has for its clients, and what may change. */
  public ObjectNode capabilities(Offer offer) {
    ObjectNode node = Json.object();
    node.putObject("tools").put("listChanged", true);
    if (offer.hasResources()) {
      ObjectNode resources = node.putObject("resources").put("listChanged", true);
      if (offer.resources().watchable()) {
        resources.put("subscribe", true);
      }
    }
    if (offer.hasPrompts()) {
      node.putObject("prompts").put("listChanged", true);
    }
    if (offer.completes()) {
      node.putObject("completions");
    }
    node.putObject("logging");
    if (revision.era() == Era.MODERN && !offer.extensions().isEmpty()) {
      ObjectNode extensions = node.putObject("extensions");
      offer.extensions().forEach((name, settings) -> extensions.set(name, settings.deepCopy()));
    }
    return node;
  }

  /** Adds the instructions, if the server has any. */
  public void instructions(ObjectNode result, McpServer server) {
    if (!server.instructions().isBlank()) {
      result.put("instructions", server.instructions());
    }
  }

  /** {@code ListToolsResult}. */
  ObjectNode tools(List<Tool> tools) {
    ObjectNode result = Json.object();
    ArrayNode list = result.putArray("tools");
    tools.forEach(tool -> list.add(tool(tool)));
    return result;
  }

  private ObjectNode tool(Tool tool) {
    ObjectNode node = Json.object().put("name", tool.name());
    if (revision.isBeyondFirst()) {
      node.put("title", tool.title());
    }
    node.put("description", tool.description());
    node.set("inputSchema", tool.inputSchema());
    if (revision.isBeyondFirst()) {
      node.set("annotations", annotations(tool.annotations()));
      if (tool.extras().outputSchema() != null) {
        node.set("outputSchema", tool.extras().outputSchema().deepCopy());
      }
    }
    content().icons(node, tool.extras().icons());
    content().meta(node, tool.extras().meta());
    return node;
  }

  /**
   * Every conversation pays for what stands here, so what MCP takes for granted is left out, and
   * what means nothing for a tool that only looks: whether it destroys, whether it may be repeated.
   */
  private static ObjectNode annotations(ToolAnnotations annotations) {
    ObjectNode node = Json.object().put("readOnlyHint", annotations.readOnly());
    if (!annotations.readOnly()) {
      node.put("destructiveHint", annotations.destructive());
      if (annotations.idempotent()) {
        node.put("idempotentHint", true);
      }
    }
    if (!annotations.openWorld()) {
      node.put("openWorldHint", false);
    }
    return node;
  }

  /** {@code CallToolResult}. */
  ObjectNode result(ToolResult answer) {
    ObjectNode result = Json.object();
    ArrayNode content = result.putArray("content");
    answer.content().forEach(one -> content.add(content().content(one)));
    if (answer.structured() != null && takes(answer.structured())) {
      result.set("structuredContent", answer.structured());
    }
    content().meta(result, answer.meta());
    return result.put("isError", answer.isError());
  }

  /** How this revision words content. */
  ContentWording content() {
    return new ContentWording(revision);
  }

  /** The parameters of {@code notifications/message}, in every revision. */
  static ObjectNode message(LogLevel level, String logger, JsonNode data) {
    ObjectNode params = Json.object().put("level", level.wireName()).put("logger", logger);
    params.set("data", data);
    return params;
  }

  /** The first revision has no structured content, the other legacy ones have only objects. */
  private boolean takes(JsonNode structured) {
    return revision.era() == Era.MODERN || (revision.isBeyondFirst() && structured.isObject());
  }

  /** The parameters of {@code notifications/progress}. */
  ObjectNode progress(RequestId token, double done, @Nullable Double total, String message) {
    ObjectNode params = Json.object();
    params.set("progressToken", token.value());
    number(params, "progress", done);
    if (total != null && Double.isFinite(total)) {
      number(params, "total", total);
    }
    if (revision.isBeyondFirst() && !message.isEmpty()) {
      params.put("message", message);
    }
    return params;
  }

  /** Whole numbers as people write them: 3 and not 3.0. */
  private static void number(ObjectNode node, String name, double value) {
    long whole = (long) value;
    if (whole == value) {
      node.put(name, whole);
    } else {
      node.put(name, value);
    }
  }
}
