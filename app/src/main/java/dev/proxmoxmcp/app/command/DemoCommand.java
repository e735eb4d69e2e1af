package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.app.DemoBackupServer;
import dev.proxmoxmcp.app.DemoCluster;
import dev.proxmoxmcp.app.DemoToken;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.Guarding;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.transport.http.PortTaken;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the whole server against a simulated cluster; nothing there is real. */
@Command(
    name = "demo",
    description = {
      "Runs the whole server against a simulated Proxmox VE cluster, and says what to try. Nothing"
          + " there is real, so reads and changes are allowed; with --allow its token is an"
          + " administrator's.",
      ""
    })
public final class DemoCommand implements Callable<Integer> {
  /** What the demo allows if it is not told otherwise. */
  static final Policy POLICY = new Policy(Set.of(Tier.READ, Tier.CHANGE));

  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private LeanOption lean = new LeanOption();
  @Mixin private LogOption log = new LogOption();
  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  @Option(
      names = "--stdio",
      description = "Speak MCP over standard input and output instead of HTTP.")
  private boolean stdio;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortReader.class,
      description =
          "Where MCP is served on 127.0.0.1 (default "
              + HttpAddress.DEFAULT_PORT
              + "; 0 takes any free one).")
  private @Nullable Integer port;

  @Option(
      names = "--pbs",
      description =
          "Also the Backup Server behind the cluster's storage pbs, as a second cluster: then every"
              + " tool takes an argument more.")
  private boolean pbs;

  public DemoCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    log.configure(Level.INFO);
    if (stdio && port != null) {
      throw new UsageProblem("--stdio and --port exclude each other: over stdio there is no port.");
    }
    Policy policy = allow.policyOr(POLICY);
    DemoToken holder = allow.demoToken();
    try (DemoCluster cluster =
        DemoCluster.start(scenario.builder().clock(program.clock()), holder)) {
      if (pbs) {
        try (DemoBackupServer server = DemoBackupServer.beside(cluster, holder)) {
          serve(List.of(cluster.connection(), server.connection()), policy);
        }
      } else {
        serve(List.of(cluster.connection()), policy);
      }
    }
    return ExitCode.OK;
  }

  private void serve(List<Connection> connections, Policy policy)
      throws IOException, InterruptedException {
    try (Guarding guarding = program.guards().passing();
        Service service = program.open(lean.tools(), connections, policy, guarding)) {
      if (stdio) {
        program.serveStdio(service);
      } else {
        HttpAddress address =
            new HttpAddress(
                HttpAddress.DEFAULT_HOST, port == null ? HttpAddress.DEFAULT_PORT : port);
        serveHttp(service, address, policy);
      }
    }
  }

  private void serveHttp(Service service, HttpAddress address, Policy policy)
      throws IOException, InterruptedException {
    try {
      program.serveHttp(
          service,
          service::clusters,
          program.httpFronts().open(address),
          List.of(),
          uri -> program.terminal().answer(welcome(uri, policy)));
    } catch (PortTaken taken) {
      throw taken.with("`demo --port %2$d`");
    }
  }

  private static String welcome(URI address, Policy policy) {
    return """
    A simulated Proxmox VE cluster is running, and an MCP server for it. Allowed: %2$s.

      %1$s

    Connect a client:
      Claude Code   claude mcp add --transport http proxmox-demo %1$s
      VS Code       code --add-mcp '{"name":"proxmox-demo","type":"http","url":"%1$s"}'
      Inspector     npx @modelcontextprotocol/inspector --cli %1$s --transport http --method tools/list

    Ask it:
      How is the cluster?
      Which guests use most memory?
      What do you know about the guest web1?
      Start the stopped containers and tell me how they are.
      The guest media does not start. Find out why.

    Stop with Ctrl+C.\
    """
        .formatted(address, policy.label());
  }
}
