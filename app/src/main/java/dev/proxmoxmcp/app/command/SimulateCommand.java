package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Shutdown;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
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

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "homelab",
      converter = ScenarioReader.class,
      description = "What it simulates: homelab (3 nodes, 24 guests).")
  private Scenario scenario = Scenario.HOMELAB;

  @Option(
      names = "--guests",
      paramLabel = "COUNT",
      converter = GuestCountReader.class,
      description = "How many guests it has, instead of the scenario's number.")
  private @Nullable Integer guests;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "The same seed gives the same cluster (default 1).")
  private long seed;

  public SimulateCommand(Program program) {
    this.program = program;
  }

  enum Scenario {
    HOMELAB
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    log.configure(Level.INFO);
    try (Shutdown shutdown = Shutdown.awaited();
        SimulatedCluster cluster = start()) {
      program.terminal().answer(welcome(cluster));
      shutdown.await();
    }
    return ExitCode.OK;
  }

  private SimulatedCluster start() throws IOException {
    SimulatedCluster.Builder builder =
        switch (scenario) {
          case HOMELAB -> SimulatedCluster.homelab();
        };
    builder.clock(program.clock()).seed(seed).port(port);
    return (guests == null ? builder : builder.guests(guests)).start();
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

    Or with any other client of the Proxmox VE API. Stop with Ctrl+C.\
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
            cluster.auditorToken().secret().reveal());
  }

  /** Reads a number of guests. */
  static final class GuestCountReader implements ITypeConverter<Integer> {
    private static final int MOST = 100_000;

    @Override
    public Integer convert(String text) {
      if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) <= MOST) {
        return Integer.valueOf(text);
      }
      throw new TypeConversionException(
          "\""
              + ForeignText.line(text, 40)
              + "\" is not a number of guests; accepted are 0 to "
              + MOST);
    }
  }

  /** Reads a scenario's name. */
  static final class ScenarioReader implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String text) {
      if (text.toLowerCase(Locale.ROOT).equals("homelab")) {
        return Scenario.HOMELAB;
      }
      throw new TypeConversionException("unknown scenario '" + text + "'; there is homelab");
    }
  }
}
