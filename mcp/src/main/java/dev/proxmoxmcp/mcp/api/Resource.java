package dev.proxmoxmcp.mcp.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that can be read at an address, as {@code resources/list} shows it.
 *
 * @param uri its address, with a scheme
 * @param name for programs, not blank
 * @param title for people; empty for the name
 * @param description for the model; empty for nothing
 * @param mimeType of what is in it; null for unknown
 * @param details what few need
 */
public record Resource(
    String uri,
    String name,
    String title,
    String description,
    @Nullable String mimeType,
    Details details) {
  /**
   * What few need.
   *
   * @param size in bytes; null for unknown
   * @param notes what a client may know of it before
   * @param icons pictures of it
   * @param meta {@code _meta}; null for nothing
   */
  public record Details(
      @Nullable Long size, Notes notes, List<Icon> icons, @Nullable ObjectNode meta) {
    /** Nothing of that. */
    public static final Details NONE = new Details(null, Notes.NONE, List.of(), null);

    /** Copies the list. */
    public Details {
      icons = List.copyOf(icons);
    }
  }

  /**
   * @throws IllegalArgumentException if it has no name, or an address without a scheme
   */
  public Resource {
    if (name.isBlank() || uri.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          "a resource needs a name and an address with a scheme, got '%s', '%s'"
              .formatted(name, uri));
    }
  }

  /** A resource without details. */
  public Resource(
      String uri, String name, String title, String description, @Nullable String mimeType) {
    this(uri, name, title, description, mimeType, Details.NONE);
  }
}
