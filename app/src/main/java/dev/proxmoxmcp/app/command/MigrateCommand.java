package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.doctor.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code migrate}: from the Python ProxmoxMCP. */
@Command(
    name = "migrate",
    description = {
      "Makes a settings file of a configuration of the Python ProxmoxMCP (proxmox-config.json,"
          + " nested or flat). The token's secret goes into a file of its own beside it, readable"
          + " by you alone; the old file stays as it is. For a token that is encrypted there, set"
          + " PROXMOX_MCP_MASTER_KEY.",
      ""
    })
public final class MigrateCommand implements Callable<Integer> {
  private final Program program;

  @Parameters(index = "0", paramLabel = "FILE", description = "The old configuration.")
  private String file = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "The settings file to write (default: ~/.config/proxmox-mcp/settings.yaml, or where"
              + " XDG_CONFIG_HOME says).")
  private @Nullable String target;

  @Option(names = "--force", description = "Replace what is there.")
  private boolean force;

  public MigrateCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String line : program.migration(file, target).write(force)) {
      program.terminal().answer(line);
    }
    program
        .terminal()
        .answer(
            "Next: `proxmox-mcp settings check%1$s`, then `proxmox-mcp call cluster_overview%1$s`."
                    .formatted(configOption())
                + " The old file still holds what it held; if that is the secret in clear, delete"
                + " it.");
    return ExitCode.OK;
  }

  /** For commands that are to use the file that was written, wherever that is. */
  private String configOption() {
    return target == null
        ? ""
        : " --config " + Shell.word(Path.of(target).toAbsolutePath().normalize());
  }
}
