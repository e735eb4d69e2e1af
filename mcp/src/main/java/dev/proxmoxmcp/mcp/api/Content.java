package dev.proxmoxmcp.mcp.api;

import java.util.Base64;

/** One piece of an answer or of a message of a prompt. */
public sealed interface Content {
  /** What a client may know of it before. */
  Notes notes();

  /** Words. */
  record Text(String text, Notes notes) implements Content {}

  /**
   * A picture.
   *
   * @param base64 its bytes, encoded
   */
  record Image(String base64, String mimeType, Notes notes) implements Content {}

  /**
   * A sound.
   *
   * @param base64 its bytes, encoded
   */
  record Audio(String base64, String mimeType, Notes notes) implements Content {}

  /** Where a client finds more; revisions that do not know it get its address as words. */
  record Link(Resource resource, Notes notes) implements Content {}

  /** A resource with what is in it. */
  record Embedded(ResourceContents contents, Notes notes) implements Content {}

  /** Words. */
  static Content text(String text) {
    return new Text(text, Notes.NONE);
  }

  /** A picture. */
  static Content image(byte[] bytes, String mimeType) {
    return new Image(Base64.getEncoder().encodeToString(bytes), mimeType, Notes.NONE);
  }

  /** A sound. */
  static Content audio(byte[] bytes, String mimeType) {
    return new Audio(Base64.getEncoder().encodeToString(bytes), mimeType, Notes.NONE);
  }

  /** Where a client finds more. */
  static Content link(Resource resource) {
    return new Link(resource, Notes.NONE);
  }

  /** A resource with what is in it. */
  static Content embedded(ResourceContents contents) {
    return new Embedded(contents, Notes.NONE);
  }
}
