package dev.proxmoxmcp.simulator.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a program wrote, as far as the agent keeps it. Mutable; used while a program is run. */
final class Bytes {
  /** The agent keeps so much of each output and tells that there was more. */
  static final int KEPT = 16 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean truncated;

  void write(byte[] bytes) {
    int fits = Math.min(bytes.length, KEPT - kept.size());
    kept.write(bytes, 0, fits);
    truncated |= fits < bytes.length;
  }

  void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether more of it would be kept. */
  boolean full() {
    return truncated;
  }

  byte[] kept() {
    return kept.toByteArray();
  }

  /** As the API shows bytes: each as the character of that number, whatever was meant by them. */
  static String shown(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
