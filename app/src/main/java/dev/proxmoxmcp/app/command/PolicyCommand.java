package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code policy}: the rules, looked at. */
@Command(
    name = "policy",
    description = {
      "Shows what calls may do, and which rule decides (docs/policy.md). None of these asks a"
          + " cluster, and none changes anything.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {
  /** The command with its own. */
  public static CommandLine with(Program program) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyShowCommand(program))
        .addSubcommand(new PolicyTestCommand(program));
  }
}
