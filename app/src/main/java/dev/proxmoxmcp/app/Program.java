package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import dev.proxmoxmcp.settings.EnvironmentSettings;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.tools.Toolbox;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The composition root: what the commands share, and how the parts are put together. Owned by the
 * main thread. It holds the environment and so perhaps a secret: it is no record, and prints
 * nothing.
 */
public final class Program {
  /** Whoever starts the program: under stdio, and on the loopback address. */
  public static final Caller LOCAL = new Caller("local");

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param terminal the standard streams
   * @param environment the environment variables
   * @param clock the time
   * @param pause how to wait
   */
  public Program(
      Terminal terminal, Map<String, String> environment, InstantSource clock, Pause pause) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.pause = pause;
  }

  /** The standard streams. */
  public Terminal terminal() {
    return terminal;
  }

  /** The time. */
  public InstantSource clock() {
    return clock;
  }

  /** The host that the environment names. */
  public ClusterSettings settings() {
    return HostConnection.settings(EnvironmentSettings.read(environment));
  }

  /** Puts a service together; nothing is sent to the cluster yet. */
  public Service open(ClusterSettings settings, Policy policy) {
    Guard guard = new Guard(policy);
    Cluster cluster = cluster(settings);
    Toolbox tools = new Toolbox(cluster, guard, clock);
    ServerIdentity identity = new ServerIdentity("proxmox-mcp", "Proxmox VE", Version.current());
    McpServer server = new McpServer(identity, tools.instructions(), tools.forMcp(), clock);
    return new Service(cluster, tools, server);
  }

  private Cluster cluster(ClusterSettings settings) {
    try {
      return Cluster.open(settings, clock, pause);
    } catch (IllegalArgumentException unreadable) {
      // All else is checked by now: it is the file of the authorities.
      throw new SettingsException("PROXMOX_CA_FILE: " + unreadable.getMessage());
    }
  }

  /** Serves standard input and output until the input ends, or the process is told to end. */
  public void serveStdio(Service service) throws InterruptedException {
    try (StdioTransport stdio =
            new StdioTransport(service.server(), LOCAL, terminal.in(), terminal.out());
        Shutdown _ = Shutdown.awaited(stdio::close)) {
      stdio.run();
    }
  }

  /**
   * Serves HTTP until the process is told to end.
   *
   * @param started told the address, once it answers
   * @throws IOException if the port is in use; the message says so
   */
  public void serveHttp(Service service, HttpAddress address, Consumer<URI> started)
      throws IOException, InterruptedException {
    try (Shutdown shutdown = Shutdown.awaited();
        HttpTransport http = start(service, address)) {
      started.accept(http.address());
      shutdown.await();
    }
  }

  private static HttpTransport start(Service service, HttpAddress address) throws IOException {
    HttpSettings settings = new HttpSettings(address.host(), address.port(), LOCAL);
    try {
      return HttpTransport.start(service.server(), settings, new SecureRandom());
    } catch (IllegalArgumentException notLoopback) {
      throw new UsageProblem(String.valueOf(notLoopback.getMessage()));
    }
  }
}
