package dev.proxmoxmcp.guard.audit;

/**
 * The last record of a chain, as far as the next one needs it.
 *
 * @param seq its number; 0 before the first
 * @param hash its hash, in lower-case hexadecimal
 */
public record Head(long seq, String hash) {
  /** Of a chain without records. */
  public static final Head EMPTY = new Head(0, "0".repeat(64));
}
