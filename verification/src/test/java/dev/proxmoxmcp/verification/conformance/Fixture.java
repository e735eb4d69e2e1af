package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** A server with the tools, resources and prompts that the conformance suite calls by name. */
final class Fixture {
  private static final Caller CALLER = new Caller("conformance");

  private Fixture() {}

  /**
   * Serves until the process is ended, or its input ends.
   *
   * @param args {@code --http}, which prints the address on the first line, or {@code --stdio}
   */
  public static void main(String... args) throws IOException, InterruptedException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    switch (String.join(" ", args)) {
      case "--http" -> http(out);
      case "--stdio" -> new StdioTransport(server(), CALLER, System.in, out).run();
      default -> throw new IllegalArgumentException("one of --http and --stdio, please");
    }
  }

  static McpServer server() {
    return new McpServer(
        new ServerIdentity("conformance-fixture", "Conformance fixture", "1"),
        "",
        FixtureTools.all(Thread::sleep),
        InstantSource.system());
  }

  private static void http(OutputStream out) throws IOException, InterruptedException {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, CALLER);
    try (HttpTransport transport = HttpTransport.start(server(), settings, new SecureRandom())) {
      out.write((transport.address() + "\n").getBytes(StandardCharsets.UTF_8));
      new CountDownLatch(1).await();
    }
  }
}
