package dev.proxmoxmcp.mcp.tasks;

import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What does not change about a task: of which request it came, and for how long it lives.
 *
 * @param id 32 hexadecimal digits
 * @param caller whose it is
 * @param client what called, to be shown
 * @param capabilities what that program can be asked
 * @param params of the request, as they came
 * @param created when
 * @param life how long it is kept from then on
 * @param after what becomes of it if the server is started again
 */
record Origin(
    String id,
    Caller caller,
    ClientInfo client,
    ClientCapabilities capabilities,
    ObjectNode params,
    Instant created,
    Duration life,
    AfterRestart after) {
  Origin {
    params = params.deepCopy();
  }

  Instant expires() {
    return created.plus(life);
  }

  String tool() {
    return params.path("name").stringValue("");
  }

  ObjectNode json() {
    ObjectNode node =
        Json.object().put("client", client.name()).put("clientVersion", client.version());
    node.set("capabilities", capabilities.declared());
    node.set("params", params);
    return node.put("created", created.toString())
        .put("lifeMs", life.toMillis())
        .put("after", after.name());
  }

  /**
   * Reads what {@link #json()} made.
   *
   * @throws IllegalArgumentException if it is something else
   * @throws java.time.DateTimeException if its time is none
   */
  static Origin of(String id, String principal, JsonNode node) {
    return new Origin(
        id,
        new Caller(principal),
        new ClientInfo(
            node.path("client").stringValue(""), node.path("clientVersion").stringValue("")),
        new ClientCapabilities(object(node.path("capabilities"))),
        object(node.path("params")),
        Instant.parse(node.path("created").stringValue("")),
        Duration.ofMillis(node.path("lifeMs").longValue(0)),
        AfterRestart.valueOf(node.path("after").stringValue("")));
  }

  static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object.deepCopy() : Json.object();
  }
}
