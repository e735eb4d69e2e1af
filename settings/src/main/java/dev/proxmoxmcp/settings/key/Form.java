package dev.proxmoxmcp.settings.key;

import java.util.List;

/**
 * What a key takes.
 *
 * @param shape of a value
 * @param words all that may be written, where only some may ({@link Shape#WORD}, {@link
 *     Shape#WORDS}); the keys of {@link Shape#CONDITIONS}; what a reference begins with ({@link
 *     Shape#SECRET}); the least and the greatest ({@link Shape#COUNT}); else empty
 */
public record Form(Shape shape, List<String> words) {
  /** Copies the words. */
  public Form {
    words = List.copyOf(words);
  }

  /** A form without words. */
  static Form of(Shape shape) {
    return new Form(shape, List.of());
  }
}
