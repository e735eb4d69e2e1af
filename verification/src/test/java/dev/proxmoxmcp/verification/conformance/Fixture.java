package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.FileTaskStore;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.ListChanges;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Offer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.TaskSettings;
import dev.proxmoxmcp.mcp.api.TaskStore;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server with the tools, resources and prompts that the conformance suite calls by name. */
final class Fixture {
  private static final Caller CALLER = new Caller("conformance");

  private Fixture() {}

  /**
   * Serves until the process is ended, or its input ends.
   *
   * @param args {@code --http}, which prints the address on the first line, or {@code --stdio};
   *     then a folder for the tasks, which otherwise end with the process
   */
  public static void main(String... args) throws IOException, InterruptedException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    TaskStore tasks = args.length > 1 ? new FileTaskStore(Path.of(args[1])) : TaskStore.inMemory();
    switch (args[0]) {
      case "--http" -> http(server(tasks), out);
      case "--stdio" -> new StdioTransport(server(tasks), CALLER, System.in, out).run();
      default -> throw new IllegalArgumentException("one of --http and --stdio, please");
    }
  }

  static McpServer server(TaskStore tasks) {
    ListChanges changes = new ListChanges();
    FixtureResources resources = new FixtureResources();
    List<Tool> tools = new ArrayList<>(FixtureTools.all(Thread::sleep, changes));
    tools.add(
        FixtureTools.tool(
            "test_trigger_resource_change",
            call -> {
              resources.change();
              return ToolResult.ok("Changed what is watched.");
            }));
    tools.addAll(FixtureAsks.all());
    tools.addAll(FixtureTasks.all(Thread::sleep));
    return new McpServer(
        new ServerIdentity("conformance-fixture", "Conformance fixture", "1"),
        "",
        new Offer(
            ToolList.of(tools.toArray(Tool[]::new)),
            resources,
            FixturePrompts.all(),
            FixturePrompts.completer(),
            Map.of(),
            changes),
        Limits.DEFAULT,
        InstantSource.system(),
        new TaskSettings(tasks));
  }

  private static void http(McpServer server, OutputStream out)
      throws IOException, InterruptedException {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, CALLER);
    try (HttpTransport transport = HttpTransport.start(server, settings, new SecureRandom())) {
      out.write((transport.address() + "\n").getBytes(StandardCharsets.UTF_8));
      new CountDownLatch(1).await();
    }
  }
}
