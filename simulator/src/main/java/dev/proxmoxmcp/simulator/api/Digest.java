package dev.proxmoxmcp.simulator.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-1 of a configuration file, by which Proxmox notices that somebody else changed it. */
public final class Digest {
  private Digest() {}

  /** Of a file's text, in 40 hexadecimal digits. */
  public static String of(String file) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(file.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-1", absent);
    }
  }

  /** Whether a call brought no {@code digest}, or the present one. */
  public static boolean fits(Call call, String present) {
    return call.text("digest").filter(sent -> !sent.equals(present)).isEmpty();
  }

  /**
   * Refuses a call that was meant for another state of the file.
   *
   * @param before what the text begins with, such as {@code update storage failed: }
   * @throws Refusal.Died in Proxmox's words
   */
  public static void require(Call call, String present, String before) {
    if (!fits(call, present)) {
      throw new Refusal.Died(
          before + "detected modified configuration - file changed by other user? Try again.");
    }
  }
}
