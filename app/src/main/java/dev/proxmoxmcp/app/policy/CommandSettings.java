package dev.proxmoxmcp.app.policy;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.settings.PolicyEntry;
import dev.proxmoxmcp.settings.PolicyEntry.CommandEntry;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the commands of the settings as the guard takes them. */
public final class CommandSettings {
  private CommandSettings() {}

  /**
   * All commands that have a name.
   *
   * @throws SettingsException with everything that is wrong, each with its place
   */
  public static CommandRules read(PolicyEntry said) {
    List<String> problems = new ArrayList<>();
    List<NamedCommand> commands = new ArrayList<>();
    said.commands()
        .forEach((name, entry) -> {
          try {
            commands.add(command(name, entry));
          } catch (IllegalArgumentException wrong) {
            problems.add(
                entry.place()
                    + ": the command "
                    + ForeignText.line(name, 80)
                    + ": "
                    + wrong.getMessage()
                    + ".");
          }
        });
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new CommandRules(commands);
  }

  private static NamedCommand command(String name, CommandEntry entry) {
    Map<String, String> arguments = new LinkedHashMap<>();
    entry.arguments().forEach((slot, type) -> arguments.put(slot, type.text()));
    Set<String> tags = entry.tags().stream().map(Placed::text).collect(Collectors.toSet());
    return NamedCommand.of(
        name,
        entry.run().stream().map(Placed::text).toList(),
        arguments,
        tags,
        new NamedCommand.Profile(entry.exempt(), entry.shell()));
  }
}
