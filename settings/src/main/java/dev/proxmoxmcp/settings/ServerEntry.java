package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Tier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about the server itself. An option of the command line goes before each.
 *
 * @param allow what calls may do; null if nothing is said
 * @param lean whether to serve few tools
 * @param http how to serve over HTTP
 * @param policy what is allowed, beyond {@code allow}
 * @param log how to log
 */
public record ServerEntry(
    @Nullable Set<Tier> allow, boolean lean, HttpEntry http, PolicyEntry policy, Log log) {
  /** Of settings that say nothing. */
  public static final ServerEntry NONE =
      new ServerEntry(null, false, HttpEntry.NONE, PolicyEntry.NONE, new Log(null, null));

  /** Copies the set. */
  public ServerEntry {
    allow = allow == null ? null : Set.copyOf(allow);
  }

  /** The same, logging so. */
  public ServerEntry with(Log other) {
    return new ServerEntry(allow, lean, http, policy, other);
  }

  /**
   * A text that only its reader can judge.
   *
   * @param text as it was written
   * @param place where: begins what is said about it
   */
  public record Placed(String text, String place) {}

  /**
   * How to log.
   *
   * @param level error, warning, info or debug; null if nothing is said
   * @param format text or json; null if nothing is said
   */
  public record Log(@Nullable String level, @Nullable String format) {}
}
