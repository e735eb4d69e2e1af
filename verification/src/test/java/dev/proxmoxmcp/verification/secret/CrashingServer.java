package dev.proxmoxmcp.verification.secret;

import dev.proxmoxmcp.app.log.LogFormat;
import dev.proxmoxmcp.app.log.Logs;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server whose tools have the worst defects: one breaks with a secret in its exception, the other
 * says it aloud and logs it. What carries, logs and answers is the program's own.
 */
final class CrashingServer {
  private CrashingServer() {}

  @SuppressWarnings("SystemOut") // it speaks MCP there
  public static void main(String[] arguments) throws Exception {
    Secret broken = Secret.of(System.getenv("CANARY_BROKEN"));
    Secret said = Secret.of(System.getenv("CANARY_SAID"));
    Logs.configure(LogFormat.TEXT, Level.ALL);
    McpServer server =
        new McpServer(
            new ServerIdentity("crashing", "Crashing", "1"),
            "",
            ToolList.of(
                tool(
                    "crash",
                    _ -> {
                      throw new IllegalStateException("cannot use " + broken.reveal());
                    }),
                tool(
                    "tell",
                    call -> {
                      String basic =
                          Base64.getEncoder()
                              .encodeToString(
                                  ("mcp:" + said.reveal()).getBytes(StandardCharsets.UTF_8));
                      System.getLogger("org.eclipse.jetty.client")
                          .log(Level.ERROR, "> Authorization: Basic " + basic);
                      System.getLogger("dev.proxmoxmcp.client").log(Level.TRACE, said.reveal());
                      call.progress(1, null, "it is " + said.reveal());
                      return ToolResult.ok("It is " + said.reveal() + " or " + basic + ".");
                    })),
            InstantSource.system());
    new StdioTransport(server, new Caller("local"), System.in, System.out).run();
  }

  private static Tool tool(String name, ToolHandler handler) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    return new Tool(
        name, name, name, schema, new ToolAnnotations(true, false, true, false), handler);
  }
}
