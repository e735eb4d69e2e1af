package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code help}: for those who look for it there. The library's own goes one command deep. */
@Command(
    name = "help",
    description = {
      "Shows what a command does and takes, as its --help does.",
      "",
      "  proxmox-mcp help serve",
      "  proxmox-mcp help audit list",
      ""
    })
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Which one; none for all of them.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine at = spec.parent().commandLine();
    for (String name : names) {
      CommandLine next = at.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(at, List.of(name));
      }
      at = next;
    }
    at.usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
