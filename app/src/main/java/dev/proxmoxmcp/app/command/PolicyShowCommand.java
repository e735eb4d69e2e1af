package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.guard.command.NamedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code policy show}: the rules in their order. */
@Command(
    name = "show",
    description = {
      "Shows the rules in the order in which they are asked: the first that matches decides.",
      ""
    })
public final class PolicyShowCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();

  public PolicyShowCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    Configuration settings = program.settings(config.file());
    List<String> lines = new ArrayList<>(allow.policyOr(settings.policy()).lines());
    List<NamedCommand> commands = settings.commands().commands();
    if (!commands.isEmpty()) {
      lines.add("");
      lines.add("Commands that run by themselves where no rule denies or asks:");
      commands.forEach(one -> lines.add("  " + one.name() + ": " + one.text()));
    }
    program.terminal().answer(String.join("\n", lines));
    return ExitCode.OK;
  }
}
