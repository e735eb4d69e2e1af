package dev.proxmoxmcp.verification.fidelity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why some exchanges are answered differently, as {@code verification/fidelity-reasons.txt} has it:
 * the name of an exchange, {@code " | "}, and the reason.
 */
record Reasons(Map<String, String> byName) {
  private static final String BETWEEN = " | ";

  Reasons {
    byName = Map.copyOf(byName);
  }

  static Reasons read(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int between = line.indexOf(BETWEEN);
      if (between > 0 && !line.startsWith("#")) {
        reasons.put(line.substring(0, between), line.substring(between + BETWEEN.length()));
      }
    }
    return new Reasons(reasons);
  }

  Optional<String> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What does not fit: a difference without a reason, a reason without a difference. */
  List<String> faults(List<String> different) {
    List<String> faults = new ArrayList<>();
    different.stream()
        .filter(name -> !byName.containsKey(name))
        .forEach(name -> faults.add("no reason is given for \"" + name + "\""));
    byName.keySet().stream()
        .filter(name -> !different.contains(name))
        .sorted()
        .forEach(
            name -> faults.add("there is a reason for \"" + name + "\", which does not differ"));
    return faults;
  }
}
