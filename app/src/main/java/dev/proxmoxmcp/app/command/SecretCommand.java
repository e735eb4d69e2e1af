package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.settings.secret.SecretName;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** {@code secret}: the sealed store. */
@Command(
    name = "secret",
    description = {
      "Keeps tokens and passwords in a sealed file, the secret store, from which the settings take"
          + " them: `token-value: store:NAME` (docs/secrets.md).",
      ""
    })
public final class SecretCommand implements Runnable {
  /** Instead of a message that would show what was typed. */
  public static final String NOT_REPEATED =
      "This command line cannot be used; it is not repeated here, since a secret may stand in it."
          + " See `proxmox-mcp secret --help`.";

  private SecretCommand() {}

  /** With its own commands. */
  public static CommandLine with(Program program) {
    return new CommandLine(new SecretCommand())
        .addSubcommand(new SecretSetCommand(program))
        .addSubcommand(new SecretListCommand(program))
        .addSubcommand(new SecretRemoveCommand(program))
        .addSubcommand(new SecretRekeyCommand(program));
  }

  /** Whether what is wrong with the command line could hold a secret. */
  public static boolean hides(ParameterException problem) {
    if (problem instanceof MissingParameterException) {
      return false;
    }
    for (CommandLine at = problem.getCommandLine(); at != null; at = at.getParent()) {
      if (at.getCommand() instanceof SecretCommand) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void run() {
    throw new UsageProblem(
        "What to do with the secrets is missing: set, list, remove or rekey. See `proxmox-mcp"
            + " secret --help`.");
  }

  /**
   * Reads a name.
   *
   * @throws UsageProblem if it is none; the message does not show it
   */
  static SecretName name(String text) {
    return SecretName.parse(text)
        .orElseThrow(() ->
            new UsageProblem(
                "What stands in the place of NAME is no name, and is not repeated here, since it"
                    + " may be the secret: "
                    + SecretName.ACCEPTED
                    + "."));
  }

  /** Refuses what a command does not take. */
  static void nothingElse(List<String> others) {
    if (!others.isEmpty()) {
      throw new UsageProblem(NOT_REPEATED);
    }
  }
}
