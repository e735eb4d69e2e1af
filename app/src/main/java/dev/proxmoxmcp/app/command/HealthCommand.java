package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.http.OwnServer;
import dev.proxmoxmcp.settings.HttpAlone;
import dev.proxmoxmcp.settings.HttpEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code health}: what a container runs beside the server. */
@Command(
    name = "health",
    description = {
      "Asks the `serve --http` that runs on this machine with these settings whether it is well,"
          + " and ends with 0 if it is, else with 69 and the reason. Its certificate is held"
          + " against the one of the settings or of its state folder (docs/container.md).",
      ""
    })
public final class HealthCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--ready",
      description =
          "Ask whether it is ready for calls too: a cluster has answered, and it is not stopping."
              + " Without it: whether it answers.")
  private boolean ready;

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST:PORT",
      description =
          "Where it listens (default: http.address of the settings, else "
              + HttpAddress.DEFAULT
              + ").")
  private @Nullable String address;

  public HealthCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    HttpEntry said = HttpAlone.find(program.settingsFile(config.file()), program.environment());
    OwnServer server =
        program
            .httpFronts()
            .reachedFromHere(
                said, address == null ? ServeCommand.address(said) : ServeCommand.address(address));
    program
        .terminal()
        .answer(server.address() + " says: " + server.ask(ready ? "/readyz" : "/healthz"));
    return ExitCode.OK;
  }
}
