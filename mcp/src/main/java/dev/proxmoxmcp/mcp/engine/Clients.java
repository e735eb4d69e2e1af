package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads how a client names itself; both eras send the same objects, in two places. */
public final class Clients {
  private Clients() {}

  /**
   * Reads {@code Implementation}.
   *
   * @param node what was sent, missing if nothing was
   * @throws RpcException if it is there and no object
   */
  public static ClientInfo read(JsonNode node) throws RpcException {
    if (node.isMissingNode()) {
      return ClientInfo.UNKNOWN;
    }
    if (!node.isObject()) {
      throw RpcException.invalidParams("clientInfo must be an object");
    }
    return new ClientInfo(node.path("name").stringValue(""), node.path("version").stringValue(""));
  }

  /** Reads {@code ClientCapabilities}; what is no object can do nothing. */
  public static ClientCapabilities capabilities(JsonNode node) {
    return node instanceof ObjectNode declared
        ? new ClientCapabilities(declared)
        : ClientCapabilities.NONE;
  }
}
