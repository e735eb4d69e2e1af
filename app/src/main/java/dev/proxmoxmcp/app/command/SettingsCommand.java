package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code settings}: the configuration, looked at. */
@Command(
    name = "settings",
    description = {
      "Checks and shows the settings (docs/settings.md). None of these asks a cluster.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND")
public final class SettingsCommand {
  /** The command with its own. */
  public static CommandLine with(Program program) {
    return new CommandLine(new SettingsCommand())
        .addSubcommand(new SettingsCheckCommand(program))
        .addSubcommand(new SettingsShowCommand(program))
        .addSubcommand(new SettingsSchemaCommand(program));
  }
}
