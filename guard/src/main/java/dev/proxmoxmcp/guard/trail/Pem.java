package dev.proxmoxmcp.guard.trail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys as text, as other programs read and write them (RFC 7468). */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String write(String form, byte[] key) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    return "-----BEGIN " + form + "-----\n" + body + "\n-----END " + form + "-----\n";
  }

  /**
   * The first key of that form.
   *
   * @throws IllegalArgumentException if there is none
   */
  static byte[] read(String form, String text) {
    String begin = "-----BEGIN " + form + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + form + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("there is no " + form);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }
}
