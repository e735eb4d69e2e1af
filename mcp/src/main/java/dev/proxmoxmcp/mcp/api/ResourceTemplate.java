package dev.proxmoxmcp.mcp.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of one form, at each of which something can be read.
 *
 * @param uriTemplate RFC 6570, level 1: {@code proxmox://{cluster}/guest/{vmid}}
 * @param name for programs, not blank
 * @param title for people; empty for the name
 * @param description for the model; empty for nothing
 * @param mimeType of what is in each; null for unknown
 * @param icons pictures of it
 */
public record ResourceTemplate(
    String uriTemplate,
    String name,
    String title,
    String description,
    @Nullable String mimeType,
    List<Icon> icons) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it has no name
   */
  public ResourceTemplate {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the template " + uriTemplate + " needs a name");
    }
    icons = List.copyOf(icons);
  }

  /** A template without icons. */
  public ResourceTemplate(
      String uriTemplate,
      String name,
      String title,
      String description,
      @Nullable String mimeType) {
    this(uriTemplate, name, title, description, mimeType, List.of());
  }
}
