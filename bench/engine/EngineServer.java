import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The engine of the program, alone: the same two tools as those that it is measured against. */
public final class EngineServer {
  private static final CountDownLatch HELD = new CountDownLatch(1);

  private EngineServer() {}

  public static void main(String[] arguments) throws Exception {
    McpServer.prepare();
    Caller caller = new Caller("bench");
    McpServer server =
        new McpServer(
            new ServerIdentity("bench", "Bench", "1"),
            "",
            ToolList.later(() -> List.of(add(), hold())),
            new Limits(2000, 4 << 20, Duration.ofSeconds(1)),
            InstantSource.system());
    if (arguments[0].equals("stdio")) {
      FileOutputStream out = new FileOutputStream(FileDescriptor.out);
      new StdioTransport(server, caller, System.in, out).run();
      return;
    }
    HttpTransport transport =
        HttpTransport.start(
            server,
            new HttpSettings(
                "127.0.0.1",
                0,
                caller,
                HttpLimits.DEFAULT.with(
                    new HttpLimits.Counts(2000, 2000, 128, 1000, 250, 8 << 10))),
            new SecureRandom());
    System.out.println(transport.address());
    new CountDownLatch(1).await();
  }

  private static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("a").put("type", "integer").put("minimum", 0).put("maximum", 1000000);
    properties.putObject("b").put("type", "integer").put("minimum", 0).put("maximum", 1000000);
    properties.putObject("note").put("type", "string").put("maxLength", 100);
    schema.putArray("required").add("a").add("b");
    return schema.put("additionalProperties", false);
  }

  private static Tool add() {
    return new Tool(
        "add",
        "Add",
        "Adds two numbers",
        schema(),
        ToolAnnotations.reads(),
        call ->
            ToolResult.ok(
                "sum: "
                    + (call.arguments().path("a").intValue(0)
                        + call.arguments().path("b").intValue(0))));
  }

  private static Tool hold() {
    return new Tool(
        "hold",
        "Hold",
        "Waits for ever",
        schema(),
        ToolAnnotations.reads(),
        call -> {
          HELD.await();
          return ToolResult.ok("never");
        });
  }
}
