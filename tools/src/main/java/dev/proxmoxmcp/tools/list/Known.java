package dev.proxmoxmcp.tools.list;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What exists, so that a name that does not is never taken for one without anything. */
public final class Known {
  private static final int SHOWN = 40;

  private Known() {}

  /**
   * Checks a name that somebody gave.
   *
   * @param what it names, such as "node"
   * @param wanted null for none
   * @throws ArgumentProblem if it is none of {@code names}
   */
  public static void check(String what, @Nullable String wanted, Collection<String> names) {
    if (wanted == null || names.contains(wanted)) {
      return;
    }
    List<String> sorted = names.stream().distinct().sorted().toList();
    String there =
        sorted.isEmpty()
            ? "none is visible to this token."
            : sorted.size() <= SHOWN
                ? "there are " + String.join(", ", sorted) + "."
                : "nearest: " + String.join(", ", Nearest.to(wanted, sorted, 3)) + ".";
    throw new ArgumentProblem("There is no %s %s; %s".formatted(what, Foreign.name(wanted), there));
  }
}
