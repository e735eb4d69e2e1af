package dev.proxmoxmcp.settings.secret;

/**
 * What one guess of a passphrase costs.
 *
 * @param memoryKib 8,192 (8 MiB) to 262,144 (256 MiB, which fits into the heap of this program)
 * @param passes over that memory, 1 to 20
 * @param lanes 1 to 8
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  private static final int LEAST_MEMORY = 8 << 10;
  private static final int MOST_MEMORY = 256 << 10;
  private static final int MOST_PASSES = 20;
  private static final int MOST_LANES = 8;

  /** Memory times passes: half a minute on a slow computer. */
  private static final long MOST_WORK = 4L << 20;

  /**
   * Bounded, because it is read from a file before anything of that file is proved.
   *
   * @throws IllegalArgumentException if it is out of bounds
   */
  public Argon2Cost {
    if (memoryKib < LEAST_MEMORY
        || memoryKib > MOST_MEMORY
        || passes < 1
        || passes > MOST_PASSES
        || lanes < 1
        || lanes > MOST_LANES
        || (long) memoryKib * passes > MOST_WORK) {
      throw new IllegalArgumentException(
          "Argon2id with %d KiB, %d passes and %d lanes is out of bounds"
              .formatted(memoryKib, passes, lanes));
    }
  }

  /**
   * For new stores: the memory and passes of RFC 9106's second recommendation. One lane, because
   * this program computes them one after the other, and who guesses need not.
   */
  public static Argon2Cost standard() {
    return new Argon2Cost(64 << 10, 3, 1);
  }
}
