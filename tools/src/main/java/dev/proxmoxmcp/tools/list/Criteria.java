package dev.proxmoxmcp.tools.list;

import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list as they were understood, so that an empty answer explains itself. Mutable;
 * belongs to the thread that makes it.
 */
public final class Criteria {
  private final List<String> understood = new ArrayList<>();

  /** Adds one; nothing for null. */
  public Criteria and(String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Enum<?> choice -> understood.add(name + "=" + choice.name().toLowerCase(Locale.ROOT));
      case Number number -> understood.add(name + "=" + number);
      default -> understood.add(name + "=" + Foreign.name(value.toString()));
    }
    return this;
  }

  /** "name=value" each. */
  public List<String> list() {
    return List.copyOf(understood);
  }

  /** Whether everything was asked for. */
  public boolean none() {
    return understood.isEmpty();
  }

  /** "3 volumes" or "2 of 3 volumes: content=iso", without a full stop. */
  public String head(long matching, long all, String noun) {
    return understood.isEmpty()
        ? Amounts.count(all, noun)
        : "%d of %s: %s"
            .formatted(matching, Amounts.count(all, noun), String.join(", ", understood));
  }

  /** "2 tasks: node=pve1", where nobody counts those that do not match; without a full stop. */
  public String head(long matching, String noun) {
    return Amounts.count(matching, noun)
        + (understood.isEmpty() ? "" : ": " + String.join(", ", understood));
  }
}
