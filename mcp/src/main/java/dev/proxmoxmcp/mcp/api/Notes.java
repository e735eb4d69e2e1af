package dev.proxmoxmcp.mcp.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client may know of content before it uses it: {@code Annotations} of the protocol.
 *
 * @param audience for whom it is meant; empty for everybody
 * @param priority 0, optional, to 1, required; null for nothing said
 * @param lastModified null if not known
 */
public record Notes(
    List<Role> audience, @Nullable Double priority, @Nullable Instant lastModified) {
  /** Nothing is said. */
  public static final Notes NONE = new Notes(List.of(), null, null);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the priority is not from 0 to 1
   */
  public Notes {
    if (priority != null && !(priority >= 0 && priority <= 1)) {
      throw new IllegalArgumentException("a priority is 0 to 1, got " + priority);
    }
    audience = List.copyOf(audience);
  }
}
