package dev.proxmoxmcp.mcp.api;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that a client may show beside a name (2025-11-25, Icons).
 *
 * @param source {@code https:} or {@code data:}
 * @param mimeType null where the source tells it
 * @param sizes such as {@code 48x48}, or {@code any}; empty for unknown
 */
public record Icon(URI source, @Nullable String mimeType, List<String> sizes) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the source is of another scheme, which clients must refuse
   */
  public Icon {
    String scheme = String.valueOf(source.getScheme());
    if (!scheme.equals("https") && !scheme.equals("data")) {
      throw new IllegalArgumentException("an icon is at https: or data:, got " + scheme);
    }
    sizes = List.copyOf(sizes);
  }
}
