package dev.proxmoxmcp.simulator.pbs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration files: by their place in the API ({@code /config/verify}) entries by name.
 * Mutable; guarded by the timeline's turn.
 */
final class Sections {
  private final Map<String, Map<String, Map<String, Object>>> byPlace = new LinkedHashMap<>();

  private Map<String, Map<String, Object>> at(String place) {
    return byPlace.computeIfAbsent(place, _ -> new TreeMap<>());
  }

  List<Map<String, Object>> all(String place) {
    return List.copyOf(at(place).values());
  }

  Optional<Map<String, Object>> find(String place, String name) {
    return Optional.ofNullable(at(place).get(name));
  }

  void put(String place, String name, Map<String, Object> entry) {
    at(place).put(name, new LinkedHashMap<>(entry));
  }

  void remove(String place, String name) {
    at(place).remove(name);
  }

  /** SHA-256 of a file. */
  String digest(String place) {
    try {
      byte[] text = at(place).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * Refuses to go on if the file is not as the caller thinks.
   *
   * @throws Refused if {@code digest} is given and another
   */
  void check(String place, Optional<String> digest) {
    if (digest.isPresent() && !digest.get().equals(digest(place))) {
      throw Refused.bad("detected modified configuration - file changed by other user? Try again.");
    }
  }
}
