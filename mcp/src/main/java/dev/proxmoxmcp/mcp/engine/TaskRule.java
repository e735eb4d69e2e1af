package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import tools.jackson.databind.node.ObjectNode;

/** Who may have to do with tasks: clients that say, with each request, that they know them. */
public final class TaskRule {
  /** The name of the extension. */
  public static final String EXTENSION = "io.modelcontextprotocol/tasks";

  private TaskRule() {}

  /** Whether that client does, in an era that has the extension. */
  public static boolean knowsTasks(Asker asker) {
    return asker.wording().revision().era() == Era.MODERN
        && asker.capabilities().extension(EXTENSION);
  }

  /**
   * Refuses a client that does not.
   *
   * @throws RpcException that names the extension
   */
  public static void requireTasks(Asker asker) throws RpcException {
    if (!knowsTasks(asker)) {
      ObjectNode needs = Json.object();
      needs.putObject("extensions").putObject(EXTENSION);
      throw asker.rules().missing(new MissingCapability(needs));
    }
  }
}
