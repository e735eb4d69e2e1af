package dev.proxmoxmcp.client.command;

import org.jspecify.annotations.Nullable;

/**
 * A file of a guest that was written.
 *
 * @param before what was there
 * @param sizeAfter in bytes, as it was read back; null if that could not be done
 * @param asWanted whether what was read back is what was written, as far as that was compared
 */
public record Written(Before before, @Nullable Long sizeAfter, boolean asWanted) {
  /** What was in the place of a file before it was written. */
  public sealed interface Before {
    /** No file. */
    record Nothing() implements Before {}

    /**
     * A file.
     *
     * @param size in bytes, or more than that if {@code more}
     */
    record File(long size, boolean more) implements Before {}

    /** Not known: it could not be read. */
    record Unknown(String why) implements Before {}
  }
}
