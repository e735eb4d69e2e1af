package dev.proxmoxmcp.verification.resilience;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What the client promises of bad days (docs/adr/0011), measured in real time against the simulated
 * cluster. Prints a table; ends with 1 if a target is missed. {@code --long} for the full scale;
 * the names of parts for these alone.
 */
final class Resilience {
  private Resilience() {}

  /** A part of the measurements. */
  @FunctionalInterface
  private interface Part {
    List<Finding> run(Scale scale) throws IOException, InterruptedException;
  }

  private static final SequencedMap<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("loss", MemberLoss::run);
    PARTS.put("writes", FaultedWrites::run);
    PARTS.put("idle", IdleEdge::run);
    PARTS.put("leftovers", Leftovers::run);
    PARTS.put("storage", HungStorage::run);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>(List.of(args));
    Scale scale = wanted.remove("--long") ? Scale.full() : Scale.brief();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(part.getKey())) {
        findings.addAll(part.getValue().run(scale));
      }
    }
    String row = "%-58s  %-46s  %-12s  %s%n";
    System.out.printf(Locale.ROOT, row, "what", "measured", "target", "");
    for (Finding one : findings) {
      System.out.printf(
          Locale.ROOT, row, one.what(), one.measured(), one.target(), one.met() ? "met" : "MISSED");
    }
    long missed = findings.stream().filter(one -> !one.met()).count();
    System.out.printf(Locale.ROOT, "%d passed, %d failed%n", findings.size() - missed, missed);
    System.exit(missed == 0 ? 0 : 1);
  }
}
