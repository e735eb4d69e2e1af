package dev.proxmoxmcp.verification.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A secret that is put in somewhere and must come out nowhere.
 *
 * @param path where it is put in
 * @param value what would be seen
 */
record Canary(String path, String value) {
  /** One that no program can know. */
  static Canary of(String path) {
    return new Canary(path, UUID.randomUUID().toString());
  }

  /**
   * Whether {@code text} shows it: as it is, in base64 wherever it begins, or in hexadecimal.
   *
   * @param text of bytes: each as a character
   */
  boolean isIn(String text) {
    return forms().anyMatch(text::contains);
  }

  private Stream<String> forms() {
    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
    Stream<String> base64 =
        Stream.of("", "x", "xx")
            .map(before ->
                Base64.getEncoder()
                    .encodeToString((before + value).getBytes(StandardCharsets.UTF_8)))
            // what does not depend on its surroundings
            .map(encoded -> encoded.substring(4, 44));
    return Stream.concat(
        Stream.of(value, HexFormat.of().formatHex(plain), value.replace("-", "%2D")), base64);
  }

  /** The paths of those that show in {@code text}. */
  static List<String> shownIn(String text, List<Canary> canaries) {
    return canaries.stream().filter(canary -> canary.isIn(text)).map(Canary::path).toList();
  }
}
