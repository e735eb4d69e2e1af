package dev.proxmoxmcp.guard.command;

import dev.proxmoxmcp.guard.policy.GuestFacts;
import java.util.List;
import java.util.Optional;

/**
 * Which commands may run in a guest. A command is a program and its arguments as a list, and no
 * shell ever parts it, so what means something to a shell means nothing here. Immutable.
 *
 * @param commands that have a name; the first that fits counts
 */
public record CommandRules(List<NamedCommand> commands) {
  /** No command has a name. */
  public static final CommandRules NONE = new CommandRules(List.of());

  /** Copies the list. */
  public CommandRules {
    commands = List.copyOf(commands);
  }

  /** What a command is. */
  public sealed interface Kind {
    /**
     * One that has a name, in a guest that takes it: whoever wrote the settings let it run.
     *
     * @param command which
     */
    record Named(NamedCommand command) implements Kind {}

    /**
     * Any other: the rules decide over it as over all that runs code in guests.
     *
     * @param why it is none with a name
     */
    record Free(String why) implements Kind {}

    /**
     * It may not run, whoever says yes.
     *
     * @param why not, and what can be done
     */
    record Forbidden(String why) implements Kind {}
  }

  /** What {@code command} is in {@code guest}. */
  public Kind of(List<String> command, GuestFacts guest) {
    if (command.isEmpty() || command.getFirst().isBlank()) {
      return new Kind.Forbidden("A command begins with the name of a program.");
    }
    if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      return new Kind.Forbidden("A word of a command has no character NUL in it.");
    }
    Optional<NamedCommand> named = commands.stream().filter(one -> one.is(command)).findFirst();
    Optional<NamedCommand> here =
        commands.stream().filter(one -> one.is(command) && one.isFor(guest)).findFirst();
    if (here.isPresent()) {
      return new Kind.Named(here.get());
    }
    Optional<String> shell = Shells.why(command);
    if (shell.isPresent() && !commands.isEmpty()) {
      return new Kind.Forbidden(
          "The settings name the commands that may run, and none of them is this one for guest "
              + guest.vmid()
              + ": "
              + shell.get()
              + ". Only one of policy.commands with shell: true lets it.");
    }
    return new Kind.Free(
        named
            .map(one ->
                "it is "
                    + one.name()
                    + ", which is for guests tagged "
                    + one.tags()
                    + ", and guest "
                    + guest.vmid()
                    + " is not")
            .or(() -> shell)
            .orElse(
                commands.isEmpty() ? "no command has a name" : "it is none of policy.commands"));
  }
}
