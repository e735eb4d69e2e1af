package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.command.CommandId;
import dev.proxmoxmcp.client.command.CommandState;
import dev.proxmoxmcp.client.command.GuestCommand;
import dev.proxmoxmcp.client.command.GuestCommands;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Denied;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.GuestState;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.plan.Undoing;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code guest_exec}: runs a program in a guest, and answers how it ended and what it wrote. */
public final class GuestExecTool implements ProxmoxTool<GuestExecTool.Args> {
  private static final Undo UNDO = new Undo.None("what a command did is not known");

  /**
   * What to run.
   *
   * @param guest vmid or name
   * @param command program and arguments; empty to look at {@code pid}
   * @param input what the program reads; null for nothing
   * @param waitSeconds how long to wait for its end, 0 to 50
   * @param pid a command that still ran when it was answered; null for a new one
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(required = true) String guest,
      @Argument(value = "program and arguments", verbatim = true) List<String> command,
      @Argument(value = "standard input", verbatim = true) @Nullable String input,
      @Argument(name = "wait", byDefault = "20", min = 0, max = 50) int waitSeconds,
      @Argument(value = "instead of command: one that still ran", min = 1) @Nullable Integer pid,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "guest_exec";
  }

  @Override
  public String title() {
    return "Run a command in a guest";
  }

  @Override
  public String description() {
    return "Runs a program as root in a VM (by its agent) or container (by SSH); answers exit code"
        + " or signal, stdout, stderr. No shell reads command: for pipes send"
        + " [\"sh\",\"-c\",\"…\"]. Exit codes but 0 are errors.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.INSIDE;
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.of(Tier.EXEC);
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.EXEC);
  }

  @Override
  public List<Undoing> undoing() {
    return Undoing.ofAll(UNDO);
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    Integer pid = args.pid();
    if ((pid == null) == args.command().isEmpty()) {
      throw new ArgumentProblem(
          "guest_exec takes either command, such as [\"uname\",\"-a\"], or the pid of a command to"
              + " look at again.");
    }
    CommandLine.check(args.command());
    GuestResource guest = GuestNames.of(context).find(args.guest());
    Optional<ToolReply> off = CommandReport.unlessRunning(guest);
    if (off.isPresent()) {
      return off.get();
    }
    Instant started = context.now();
    CommandState state = pid == null ? run(args, guest, context) : look(pid, args, guest, context);
    context.shows(TextClass.GUEST_WRITTEN);
    CommandReport report =
        new CommandReport(
            guest,
            pid == null ? CommandLine.array(args.command()) : null,
            state,
            Duration.between(started, context.now()));
    return args.format() == Format.JSON ? report.json() : report.text();
  }

  private static CommandState run(Args args, GuestResource guest, CallContext context)
      throws InterruptedException {
    GuestCommand command = command(args);
    GuestRef ref = guest.ref();
    GuestCommands plan = context.cluster().commands();
    Optional<NamedCommand> named =
        switch (context.commands().of(args.command(), Aim.facts(guest))) {
          case CommandRules.Kind.Named(NamedCommand one) -> Optional.of(one);
          case CommandRules.Kind.Free _ -> Optional.empty();
          case CommandRules.Kind.Forbidden(String why) ->
              throw new Denied(why + " Nothing was sent.");
        };
    Intention intention =
        Intention.of(
                "command in " + GuestWords.title(guest),
                List.of(Aim.at(plan.startRequest(ref, command), guest)),
                GuestState.of(List.of(guest)),
                List.of(),
                UNDO)
            .lookingBy(List.of(Aim.at(plan.lookRequest(ref), guest)))
            .named(named)
            .shownOnly(args.dryRun());
    return context
        .permitted(intention)
        .commands()
        .run(ref, command, Duration.ofSeconds(args.waitSeconds()));
  }

  private static GuestCommand command(Args args) {
    try {
      return new GuestCommand(args.command(), args.input() == null ? "" : args.input());
    } catch (IllegalArgumentException unusable) {
      throw new ArgumentProblem(unusable.getMessage() + "; nothing was sent.");
    }
  }

  private static CommandState look(int pid, Args args, GuestResource guest, CallContext context)
      throws InterruptedException {
    Outgoing look = context.cluster().commands().lookRequest(guest.ref());
    Intention intention =
        Intention.of(
                "look at command " + pid + " in " + GuestWords.title(guest),
                List.of(),
                GuestState.of(List.of(guest)),
                List.of(),
                new Undo.Nothing())
            .lookingBy(List.of(Aim.at(look, guest)))
            .shownOnly(args.dryRun());
    return context
        .permitted(intention)
        .commands()
        .look(new CommandId(guest.ref(), pid), Duration.ofSeconds(args.waitSeconds()));
  }
}
