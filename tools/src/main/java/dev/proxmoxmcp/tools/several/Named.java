package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.tools.argument.Arguments;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that a call names, and that a cluster has or has not. An argument of one name means the
 * same in every tool: {@code guest} and {@code guests}, {@code node}, {@code upid}, {@code
 * storage}, {@code volume}.
 *
 * @param name as it was written
 */
public record Named(Kind kind, String name) {
  /** What it is. */
  public enum Kind {
    /** Vmid or name. */
    GUEST,
    /** A node, also the one on which a task that was named runs. */
    NODE,
    /** A storage, also that of a volume that was named. */
    STORAGE
  }

  /**
   * What {@code sent} names. Guests say more than nodes and storages, whose names are the same
   * nearly everywhere, so where there are guests, they alone are told.
   */
  public static List<Named> in(Arguments<?> arguments, ObjectNode sent) {
    List<Named> guests =
        Stream.of("guest", "guests")
            .flatMap(argument -> all(Kind.GUEST, arguments, sent, argument, Optional::of))
            .distinct()
            .toList();
    return guests.isEmpty()
        ? Stream.of(
                all(Kind.NODE, arguments, sent, "node", Optional::of),
                all(Kind.NODE, arguments, sent, "upid", Named::node),
                all(Kind.STORAGE, arguments, sent, "storage", Optional::of),
                all(Kind.STORAGE, arguments, sent, "volume", Named::storage))
            .flatMap(Function.identity())
            .distinct()
            .toList()
        : guests;
  }

  private static Stream<Named> all(
      Kind kind,
      Arguments<?> arguments,
      ObjectNode sent,
      String argument,
      Function<String, Optional<String>> name) {
    return arguments.texts(argument, sent).stream()
        .flatMap(text -> name.apply(text).stream())
        .map(text -> new Named(kind, text));
  }

  /** What is no UPID is refused by the tool itself, in its own words. */
  private static Optional<String> node(String upid) {
    try {
      return Optional.of(Upid.parse(upid).node().value());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> storage(String volume) {
    int colon = volume.indexOf(':');
    return colon > 0 ? Optional.of(volume.substring(0, colon)) : Optional.empty();
  }

  /** {@code guest "web1"}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + Foreign.name(name);
  }
}
