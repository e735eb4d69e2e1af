package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.command.FileContent;
import dev.proxmoxmcp.client.command.FileRange;
import dev.proxmoxmcp.client.command.GuestFiles.Dialect;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.GuestState;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code guest_file_read}: a part of a file of a guest. */
public final class GuestFileReadTool implements ProxmoxTool<GuestFileReadTool.Args> {
  /**
   * What to read.
   *
   * @param guest vmid or name
   * @param path absolute
   * @param offset of the first byte
   * @param limit how many bytes at most
   * @param format how much to say
   */
  public record Args(
      @Argument(required = true) String guest,
      @Argument(required = true, verbatim = true) String path,
      @Argument(byDefault = "0", min = 0) int offset,
      @Argument(value = "bytes", byDefault = "16384", min = 1, max = FileRange.MAX_COUNT) int limit,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "guest_file_read";
  }

  @Override
  public String title() {
    return "Read a file of a guest";
  }

  @Override
  public String description() {
    return "Text of a file in a guest (VM: agent; container: SSH), in parts.";
  }

  /** What it brings out wants the tier for commands, and yet it changes nothing. */
  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
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
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    FileRange range = range(args);
    GuestResource guest = GuestNames.of(context).find(args.guest());
    Optional<ToolReply> off = CommandReport.unlessRunning(guest);
    if (off.isPresent()) {
      return off.get();
    }
    FileContent content = read(guest, range, context);
    context.shows(TextClass.GUEST_WRITTEN);
    return args.format() == Format.JSON
        ? json(guest, range, content)
        : ToolReply.done(text(guest, range, content));
  }

  private static FileRange range(Args args) {
    try {
      return new FileRange(args.path(), args.offset(), args.limit());
    } catch (IllegalArgumentException unusable) {
      throw new ArgumentProblem(unusable.getMessage() + ".");
    }
  }

  /** Hosts before 9.2 know neither an offset nor exact bytes. */
  private static FileContent read(GuestResource guest, FileRange range, CallContext context)
      throws InterruptedException {
    try {
      return read(guest, range, Dialect.EXACT, context);
    } catch (InvalidParameter older) {
      return plainly(guest, range, context);
    }
  }

  private static FileContent plainly(GuestResource guest, FileRange range, CallContext context)
      throws InterruptedException {
    try {
      return read(guest, range, Dialect.PLAIN, context);
    } catch (IllegalArgumentException beyond) {
      throw new ArgumentProblem(beyond.getMessage() + ".");
    }
  }

  private static FileContent read(
      GuestResource guest, FileRange range, Dialect dialect, CallContext context)
      throws InterruptedException {
    Outgoing step = context.cluster().files().readRequest(guest.ref(), range, dialect);
    Intention intention =
        Intention.of(
            "reading of a file of " + GuestWords.title(guest),
            List.of(Aim.at(step, guest)),
            GuestState.of(List.of(guest)),
            List.of(),
            new Undo.Nothing());
    return context.permitted(intention).files().read(guest.ref(), range, dialect);
  }

  private static String text(GuestResource guest, FileRange range, FileContent content) {
    int count = content.bytes().length;
    String size = content.size() == null ? "" : " of " + content.size();
    String part =
        count == 0
            ? "no bytes" + size
            : "bytes %d to %d%s".formatted(range.offset(), range.offset() + count - 1, size);
    String head =
        "%s of %s on %s: %s%s."
            .formatted(
                Foreign.quoted(range.path(), 200),
                GuestWords.title(guest),
                guest.node(),
                part,
                content.more()
                    ? "; there is more, go on with offset=" + (range.offset() + count)
                    : ", to its end");
    return GuestText.of(content.bytes())
        .map(text -> count == 0 ? head : head + "\n" + GuestText.behindMarks(text))
        .orElse(head + " They are not text, so not shown.");
  }

  private static ToolReply json(GuestResource guest, FileRange range, FileContent content) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("vmid", guest.ref().vmid().value())
            .put("path", Foreign.value(range.path()))
            .put("offset", range.offset())
            .put("bytes", content.bytes().length)
            .put("more", content.more());
    if (content.size() != null) {
      json.put("size", content.size());
    }
    GuestText.of(content.bytes())
        .ifPresentOrElse(text -> json.put("text", text), () -> json.put("binary", true));
    return ToolReply.json(json);
  }
}
