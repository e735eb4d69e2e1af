package dev.proxmoxmcp.mcp.api;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is in a resource, or in a part of it. Immutable but for {@link #meta()}. */
public sealed interface ResourceContents {
  /** Whose contents: the address that was read, or one below it. */
  String uri();

  /** Of which kind; null for unknown. */
  @Nullable String mimeType();

  /** {@code _meta} of it; null for nothing. */
  @Nullable ObjectNode meta();

  /** Text. */
  record Text(String uri, @Nullable String mimeType, String text, @Nullable ObjectNode meta)
      implements ResourceContents {
    /** Text without more. */
    public Text(String uri, String mimeType, String text) {
      this(uri, mimeType, text, null);
    }
  }

  /**
   * Bytes.
   *
   * @param base64 the bytes, encoded
   */
  record Blob(String uri, @Nullable String mimeType, String base64, @Nullable ObjectNode meta)
      implements ResourceContents {
    /** Bytes without more. */
    public static Blob of(String uri, String mimeType, byte[] bytes) {
      return new Blob(uri, mimeType, Base64.getEncoder().encodeToString(bytes), null);
    }
  }
}
