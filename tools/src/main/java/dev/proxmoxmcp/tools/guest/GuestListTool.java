package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code guest_list}: guests of both kinds on all nodes, from one request. */
public final class GuestListTool implements ProxmoxTool<GuestListTool.Args> {
  private static final int MOST_NAMED = 12;

  /**
   * What to list.
   *
   * @param kind of guest; null for both
   * @param state to have; null for any
   * @param node to be on; null for any
   * @param name part of the name, in upper or lower case; null for any
   * @param tag to carry; null for any
   * @param pool to be in; null for any
   * @param sort the order
   * @param fields more columns
   * @param limit how many rows at most
   * @param cursor how many rows to leave out first, as the last answer said; null to begin
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable Kind kind,
      @Argument @Nullable State state,
      @Argument @Nullable String node,
      @Argument("part of the name") @Nullable String name,
      @Argument @Nullable String tag,
      @Argument @Nullable String pool,
      @Argument(byDefault = "vmid") GuestSort sort,
      @Argument("more columns") List<GuestField> fields,
      @Argument(byDefault = "200", min = 1, max = 1000) int limit,
      @Argument(min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  /** The kinds as people write them. */
  enum Kind {
    VM,
    CT;

    boolean fits(GuestKind kind) {
      return kind.label().equals(name());
    }
  }

  /** What a guest can be asked to be. */
  enum State {
    RUNNING,
    STOPPED,
    UNKNOWN,
    TEMPLATE;

    boolean fits(GuestResource guest) {
      return GuestWords.state(guest).equals(name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public String name() {
    return "guest_list";
  }

  @Override
  public String title() {
    return "List guests";
  }

  @Override
  public String description() {
    return "VMs and containers of all nodes with vmid, kind, state, node, name, up to 10 s old."
        + " A paused VM is listed as running; guest_get tells.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    List<GuestResource> all = context.recent().guests().list();
    List<GuestResource> matching =
        all.stream().filter(filter(args)).sorted(args.sort().order()).toList();
    if (matching.isEmpty()) {
      checkNode(args, context);
    }
    GuestPage page =
        new GuestPage(
            all,
            Rows.of(matching, args.cursor(), args.limit()),
            criteria(args).list(),
            context.visibility().hiddenGuests(),
            unordered(args.sort(), matching));
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(page.text(columns(args)));
      case DETAILED -> ToolReply.done(page.text(List.of(GuestField.values())));
      case JSON ->
          ToolReply.json(
              page.json(args.fields().isEmpty() ? List.of(GuestField.values()) : args.fields()));
    };
  }

  /**
   * Those on a node that is offline have no figures to stand by, and are not at the end by them.
   */
  private static Optional<String> unordered(GuestSort sort, List<GuestResource> matching) {
    List<GuestResource> unknown =
        matching.stream().filter(guest -> guest.state() == RunState.UNKNOWN).toList();
    if (sort.field().isEmpty() || unknown.isEmpty()) {
      return Optional.empty();
    }
    String nodes =
        unknown.stream()
            .map(guest -> guest.node().toString())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String vmids =
        unknown.stream()
            .limit(MOST_NAMED)
            .map(guest -> guest.ref().vmid().toString())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "%s of unknown %s, since %s does not tell: %s%s."
            .formatted(
                Amounts.count(unknown.size(), "guest"),
                sort.name().toLowerCase(Locale.ROOT),
                nodes,
                vmids,
                unknown.size() > MOST_NAMED ? ", …" : ""));
  }

  /** What was asked for, and what the order is about. */
  private static List<GuestField> columns(Args args) {
    return Stream.concat(args.fields().stream(), args.sort().field().stream()).distinct().toList();
  }

  /** A node that does not exist is not a node without guests. */
  private static void checkNode(Args args, CallContext context) {
    if (args.node() != null) {
      Known.check(
          "node",
          args.node(),
          context.cluster().nodes().list().stream().map(node -> node.node().toString()).toList());
    }
  }

  private static Predicate<GuestResource> filter(Args args) {
    String part = args.name() == null ? "" : args.name().toLowerCase(Locale.ROOT);
    return guest ->
        (args.kind() == null || args.kind().fits(guest.ref().kind()))
            && (args.state() == null || args.state().fits(guest))
            && (args.node() == null || args.node().equals(guest.node().toString()))
            && (part.isEmpty()
                || Optional.ofNullable(guest.name())
                    .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
                    .isPresent())
            && (args.tag() == null || guest.marks().tags().contains(args.tag()))
            && (args.pool() == null || args.pool().equals(guest.marks().pool()));
  }

  private static Criteria criteria(Args args) {
    return new Criteria()
        .and("kind", args.kind())
        .and("state", args.state())
        .and("node", args.node())
        .and("name", args.name())
        .and("tag", args.tag())
        .and("pool", args.pool());
  }
}
