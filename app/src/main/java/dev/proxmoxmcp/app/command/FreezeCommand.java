package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.guard.freeze.Freeze;
import dev.proxmoxmcp.guard.freeze.Frozen;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freeze}: the emergency stop. */
@Command(
    name = "freeze",
    description = {
      "Stops every change, at once and until somebody thaws: for all servers on this state folder,"
          + " those that run and those that start later. Looks go on. What has left for a cluster"
          + " is not called back.",
      ""
    })
public final class FreezeCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private TrailOptions state = new TrailOptions();

  @Option(names = "--reason", description = "Why, for whoever is stopped by it.")
  private String reason = "";

  public FreezeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    try (GuardStore store = state.open(program, state.folder(program))) {
      Frozen frozen = new Freeze(store, program.clock()).freeze(Program.LOCAL.principal(), reason);
      program.terminal().answer("Frozen since " + frozen.at() + ". Thaw with: proxmox-mcp thaw");
      return ExitCode.OK;
    } catch (CannotRecord unusable) {
      program
          .terminal()
          .say(
              unusable.getMessage()
                  + " Nothing is frozen by that; but as long as it lasts, servers on that folder"
                  + " refuse changes by themselves.");
      return ExitCode.UNAVAILABLE;
    }
  }
}
