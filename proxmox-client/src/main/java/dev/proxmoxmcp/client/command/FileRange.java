package dev.proxmoxmcp.client.command;

/**
 * Which part of which file of a guest.
 *
 * @param path absolute
 * @param offset of the first byte, from 0
 * @param count how many bytes at most, 1 to {@value #MAX_COUNT}
 */
public record FileRange(String path, long offset, int count) {
  /** The most that is read at once, in bytes. */
  public static final int MAX_COUNT = 64 << 10;

  /**
   * @throws IllegalArgumentException if the path is not absolute, or a number is out of range
   */
  public FileRange {
    GuestFiles.checkPath(path);
    if (offset < 0 || count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "offset is at least 0 and count 1 to "
              + MAX_COUNT
              + ", were "
              + offset
              + " and "
              + count);
    }
  }
}
