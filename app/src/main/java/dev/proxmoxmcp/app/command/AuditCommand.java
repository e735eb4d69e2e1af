package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code audit}: what was done, by whom, and whether the record of it is whole. */
@Command(
    name = "audit",
    description = {
      "Reads the audit trail of this user (docs/audit.md). None of these asks a cluster, and none"
          + " changes the trail.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand {
  private AuditCommand() {}

  /** The command with its own. */
  public static CommandLine with(Program program) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditListCommand(program))
        .addSubcommand(new AuditVerifyCommand(program))
        .addSubcommand(
            new CommandLine(new AuditExportCommand(program))
                .setCaseInsensitiveEnumValuesAllowed(true));
  }
}
