package dev.proxmoxmcp.app.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line: what each command says of itself with {@code --help}. */
final class CommandPage {
  private static final String BEGINNING =
      """
      # Commands

      Written by `proxmox-mcp docs` from the commands themselves: this is what `proxmox-mcp COMMAND --help` prints.

      """;

  private CommandPage() {}

  static String text(CommandLine program) {
    List<CommandLine> all = new ArrayList<>();
    collect(program, all);
    StringBuilder page = new StringBuilder(BEGINNING);
    all.forEach(one ->
        page.append("- [")
            .append(one.getCommandSpec().qualifiedName())
            .append("](#")
            .append(anchor(one))
            .append(")\n"));
    all.forEach(one ->
        page.append("\n## ")
            .append(one.getCommandSpec().qualifiedName())
            .append("\n\n```text\n")
            .append(help(one))
            .append("\n```\n"));
    return page.toString().stripTrailing();
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    // an alias is the same command
    new LinkedHashSet<>(command.getSubcommands().values()).forEach(sub -> collect(sub, all));
  }

  private static String help(CommandLine command) {
    return command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll("[ \t]+(\\R)", "$1");
  }

  private static String anchor(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }
}
