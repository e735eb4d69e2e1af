package dev.proxmoxmcp.verification.conformance;

import java.util.Base64;

/** The smallest picture and the shortest sound. */
final class FixtureMedia {
  /** A PNG of one red dot. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4"
          + "z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC";

  /** A WAV of a millisecond of silence. */
  private static final String SOUND =
      "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACA" + "gICAgICAgA==";

  private FixtureMedia() {}

  static byte[] picture() {
    return Base64.getDecoder().decode(PICTURE);
  }

  static byte[] sound() {
    return Base64.getDecoder().decode(SOUND);
  }
}
