package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code token}: the API tokens by which clusters are reached. */
@Command(
    name = "token",
    description = {
      "Looks after the API tokens by which the clusters of the settings are reached.",
      ""
    })
public final class TokenCommand implements Runnable {
  private TokenCommand() {}

  /** With its own commands. */
  public static CommandLine with(Program program) {
    return new CommandLine(new TokenCommand()).addSubcommand(new TokenRotateCommand(program));
  }

  @Override
  public void run() {
    throw new UsageProblem(
        "What to do with the token is missing: rotate. See `proxmox-mcp token --help`.");
  }
}
