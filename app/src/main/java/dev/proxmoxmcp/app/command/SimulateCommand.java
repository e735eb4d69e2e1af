package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Shutdown;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.control.ControlPort;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code simulate}: only the simulated cluster. */
@Command(
    name = "simulate",
    description = {
      "Runs a simulated Proxmox VE cluster: an HTTPS server that answers as the API of a real one."
          + " Prints a token and the fingerprint of its certificate.",
      ""
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int PROXMOX_PORT = 8006;

  private final Program program;

  @Mixin private LogOption log = new LogOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortReader.class,
      description =
          "Where it listens on 127.0.0.1 (default " + PROXMOX_PORT + "; 0 takes any free one).")
  private int port = PROXMOX_PORT;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  @Option(
      names = "--nodes-listen",
      description =
          "Every node listens at an address of its own: 127.0.0.1, 127.0.0.2 … (on Linux).")
  private boolean nodesListen;

  @Option(
      names = "--pbs",
      paramLabel = "PORT",
      converter = PortReader.class,
      description =
          "Also the Proxmox Backup Server behind the cluster's storage pbs, on that port (real ones"
              + " have 8007; 0 takes any free one).")
  private @Nullable Integer pbs;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      converter = VersionReader.class,
      description = "As which Proxmox VE it answers: 8.4, 9.1 or 9.2 (the default).")
  private String version = "9.2";

  @Option(
      names = "--strict",
      description =
          "Refuse changes of which the simulator would keep nothing (501), instead of an answer"
              + " that is right in shape only.")
  private boolean strict;

  @Option(
      names = "--control",
      paramLabel = "PORT",
      converter = PortReader.class,
      description =
          "Also listen on that port of 127.0.0.1 for commands that break and mend the cluster, as"
              + " docs/simulator.md tells (0 takes any free one). Whoever may run programs here"
              + " may use it.")
  private @Nullable Integer control;

  public SimulateCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    log.configure(Level.INFO);
    try (Shutdown shutdown = Shutdown.awaited();
        SimulatedCluster cluster = start()) {
      if (pbs == null) {
        run(shutdown, cluster, welcome(cluster));
      } else {
        try (SimulatedBackupServer server =
            SimulatedBackupServer.beside(cluster).port(pbs).start()) {
          run(shutdown, cluster, welcome(cluster) + backups(server));
        }
      }
    }
    return ExitCode.OK;
  }

  private void run(Shutdown shutdown, SimulatedCluster cluster, String welcome)
      throws IOException, InterruptedException {
    if (control == null) {
      program.terminal().answer(welcome);
      shutdown.await();
      return;
    }
    try (ControlPort port = ControlPort.start(cluster, program.clock(), control)) {
      program.terminal().answer(welcome + controlled(port));
      shutdown.await();
    }
  }

  private SimulatedCluster start() throws IOException {
    ClusterBuilder builder = scenario.builder().clock(program.clock()).port(port).version(version);
    if (strict) {
      builder.strict();
    }
    return (nodesListen ? builder.listenerPerNode() : builder).start();
  }

  private static String backups(SimulatedBackupServer server) {
    return """


    Its Backup Server answers at %s
      token        %s with the secret %s
      to read only %s with the secret %s
      fingerprint  %s
    In a settings file it is a cluster of kind: pbs.\
    """
        .formatted(
            server.address(),
            server.operatorToken().id(),
            server.operatorToken().secret().reveal(),
            server.auditorToken().id(),
            server.auditorToken().secret().reveal(),
            server.fingerprint());
  }

  /** Reads a version of Proxmox VE. */
  static final class VersionReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (SimulatedCluster.versions().contains(text)) {
        return text;
      }
      throw new TypeConversionException(
          "there is no version \""
              + ForeignText.line(text, 20)
              + "\"; accepted are "
              + String.join(", ", SimulatedCluster.versions()));
    }
  }

  private static String controlled(ControlPort port) {
    return """


    Break it and mend it: curl -s %s/ lists the commands.\
    """
        .formatted(port.address());
  }

  private static String welcome(SimulatedCluster cluster) {
    String[] token = cluster.operatorToken().id().split("!", 2);
    return """
    A simulated Proxmox VE cluster answers at %s

    Use it with `proxmox-mcp serve` in another terminal:
      export PROXMOX_HOST=127.0.0.1
      export PROXMOX_PORT=%d
      export PROXMOX_USER=%s
      export PROXMOX_TOKEN_NAME=%s
      export PROXMOX_TOKEN_VALUE=%s
      export PROXMOX_FINGERPRINT=%s

    That token reads everything and switches guests. To see a refusal, take one that only reads:
      %s with the secret %s
    One that may do everything:
      %s with the secret %s
    root@pam logs in with the password root-password-1, for `proxmox-mcp init --host 127.0.0.1:%d`.

    It forgets everything when it ends, and has another certificate then. Or use it with any other client of the Proxmox VE API. Stop with Ctrl+C.\
    """
        .formatted(
            cluster.address(),
            cluster.address().getPort(),
            token[0],
            token[1],
            // Invented for this run and worth nothing elsewhere, so they may be shown.
            cluster.operatorToken().secret().reveal(),
            cluster.fingerprint(),
            cluster.auditorToken().id(),
            cluster.auditorToken().secret().reveal(),
            cluster.adminToken().id(),
            cluster.adminToken().secret().reveal(),
            cluster.address().getPort());
  }
}
