package dev.proxmoxmcp.verification.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares an answer with the recorded one; an empty list means that it matches. */
final class Comparison {
  private static final int SHOWN = 110;

  /** What no two installations have in common: UPIDs, digests, ids, numbers of processes, times. */
  private static final Pattern IDS =
      Pattern.compile(
          "UPID:[^ '\"]*|\\b[0-9a-f]{40}\\b|\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"
              + "|\\.tmp\\.\\d+|\\d{4}_\\d\\d_\\d\\d-\\d\\d_\\d\\d_\\d\\d");

  private Comparison() {}

  static List<String> ofAnswers(Exchange.Got recorded, Exchange.Got simulated) {
    List<String> differences = new ArrayList<>();
    if (recorded.status() != simulated.status()) {
      differences.add("%s, got %s".formatted(shown(line(recorded)), shown(line(simulated))));
      return differences;
    }
    if (!withoutIds(recorded.reason()).equals(withoutIds(simulated.reason()))) {
      differences.add(
          "reason \"%s\", got \"%s\""
              .formatted(shown(recorded.reason()), shown(simulated.reason())));
    }
    differences.addAll(Shapes.differences(recorded.body(), simulated.body(), recorded.elided()));
    if (recorded.status() >= 400) {
      texts("message", recorded.body(), simulated.body(), differences);
      JsonNode errors = recorded.body().path("errors");
      errors
          .propertyNames()
          .forEach(name -> texts(name, errors, simulated.body().path("errors"), differences));
    }
    return differences;
  }

  private static String line(Exchange.Got got) {
    return got.status() + " " + got.reason();
  }

  private static void texts(
      String key, JsonNode recorded, JsonNode simulated, List<String> differences) {
    String wanted = withoutIds(recorded.path(key).stringValue(""));
    String got = withoutIds(simulated.path(key).stringValue(""));
    if (!wanted.equals(got)) {
      differences.add("%s \"%s\", got \"%s\"".formatted(key, shown(wanted), shown(got)));
    }
  }

  /** Compares how a task ended. */
  static List<String> ofOutcomes(Optional<String> recorded, Optional<String> simulated) {
    if (recorded.isEmpty()
        || recorded.map(Comparison::withoutIds).equals(simulated.map(Comparison::withoutIds))) {
      return List.of();
    }
    return List.of(
        "task \"%s\", got \"%s\""
            .formatted(shown(recorded.get()), shown(simulated.orElse("no end"))));
  }

  private static String withoutIds(String text) {
    return IDS.matcher(text).replaceAll("ID");
  }

  private static String shown(String text) {
    String line = text.strip().replace("\n", "\\n");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
