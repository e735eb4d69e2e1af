package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.command.Written;
import dev.proxmoxmcp.client.command.Written.Before;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.GuestState;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.plan.Undoing;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code guest_file_write}: makes a file in a guest, or replaces what is in it. */
public final class GuestFileWriteTool implements ProxmoxTool<GuestFileWriteTool.Args> {
  private static final Undo UNDO = new Undo.None("what was in the file is not kept");

  /**
   * What to write.
   *
   * @param guest vmid or name
   * @param path absolute
   * @param content all that will be in the file
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(required = true) String guest,
      @Argument(required = true, verbatim = true) String path,
      @Argument(required = true, verbatim = true) String content,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "guest_file_write";
  }

  @Override
  public String title() {
    return "Write a file of a guest";
  }

  @Override
  public String description() {
    return "Writes a text file in a guest (at most 60 KiB); answers both sizes.";
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
    return EnumSet.of(Toolset.FILES);
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
    GuestResource guest = GuestNames.of(context).find(args.guest());
    Optional<ToolReply> off = CommandReport.unlessRunning(guest);
    if (off.isPresent()) {
      return off.get();
    }
    Written written =
        context
            .permitted(intention(args, guest, context))
            .files()
            .write(guest.ref(), args.path(), args.content());
    int bytes = args.content().getBytes(StandardCharsets.UTF_8).length;
    Outcome outcome = written.asWanted() ? Outcome.DONE : Outcome.FAILED;
    ObjectNode json =
        args.format() == Format.JSON ? json(guest, args.path(), bytes, written) : null;
    return json == null
        ? new ToolReply(outcome, text(guest, args.path(), bytes, written), null)
        : new ToolReply(outcome, json.toString(), json);
  }

  private static Intention intention(Args args, GuestResource guest, CallContext context) {
    List<Aim> aims = steps(args, guest, context).stream().map(step -> Aim.at(step, guest)).toList();
    return Intention.of(
            "writing of a file of " + GuestWords.title(guest),
            aims,
            GuestState.of(List.of(guest)),
            List.of(
                "The file is " + Foreign.quoted(args.path(), 200) + ".",
                "It begins with " + Foreign.quoted(args.content(), 300) + "."),
            UNDO)
        .shownOnly(args.dryRun());
  }

  private static List<Outgoing> steps(Args args, GuestResource guest, CallContext context) {
    try {
      return context.cluster().files().writeRequests(guest.ref(), args.path(), args.content());
    } catch (IllegalArgumentException unusable) {
      throw new ArgumentProblem(unusable.getMessage() + "; nothing was sent.");
    }
  }

  private static String text(GuestResource guest, String path, int bytes, Written written) {
    String what =
        "%s of %s on %s"
            .formatted(Foreign.quoted(path, 200), GuestWords.title(guest), guest.node());
    String after =
        written.sizeAfter() == null ? "not known" : Amounts.count(written.sizeAfter(), "byte");
    String sizes = " Before: " + before(written.before()) + "; now: " + after + ".";
    if (!written.asWanted()) {
      return "Wrote " + what + ", but what is there now is not what was written." + sizes;
    }
    String checked =
        written.sizeAfter() == null ? " It could not be read back, so that is not checked." : "";
    return "Wrote " + Amounts.count(bytes, "byte") + " to " + what + "." + sizes + checked;
  }

  private static String before(Before before) {
    return switch (before) {
      case Before.Nothing() -> "no such file";
      case Before.File(long size, boolean more) ->
          (more ? "more than " : "") + Amounts.count(size, "byte");
      case Before.Unknown(String why) -> "not known (" + Foreign.value(why) + ")";
    };
  }

  private static ObjectNode json(GuestResource guest, String path, int bytes, Written written) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("vmid", guest.ref().vmid().value())
            .put("path", Foreign.value(path))
            .put("bytesWritten", bytes)
            .put("asWanted", written.asWanted());
    switch (written.before()) {
      case Before.Nothing() -> json.put("existedBefore", false);
      case Before.File(long size, boolean more) ->
          json.put("existedBefore", true).put("sizeBefore", size).put("sizeBeforeIsMore", more);
      case Before.Unknown(String why) -> json.put("beforeUnknown", Foreign.value(why));
    }
    if (written.sizeAfter() != null) {
      json.put("sizeAfter", written.sizeAfter());
    }
    return json;
  }
}
