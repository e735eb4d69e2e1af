package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code doctor --json} told.
 *
 * @param exitCode how it ended
 */
record Diagnosis(int exitCode, List<Found> all) {
  private static final JsonMapper JSON = new JsonMapper();

  /** One finding. */
  record Found(String subject, String check, String level, String text, List<Step> mend) {}

  /** One step of what mends it. */
  record Step(String kind, String place, String text) {}

  static Diagnosis of(CommandRun run) {
    assertThat(run.err()).isEmpty();
    return of(run.exitCode(), run.out());
  }

  static Diagnosis of(int exitCode, String json) {
    List<Found> all = new ArrayList<>();
    for (JsonNode node : JSON.readTree(json)) {
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : node.path("mend")) {
        steps.add(
            new Step(
                step.path("kind").asString(),
                step.path("place").asString(""),
                step.path("text").asString()));
      }
      all.add(
          new Found(
              node.path("subject").asString(),
              node.path("check").asString(),
              node.path("level").asString(),
              node.path("text").asString(),
              List.copyOf(steps)));
    }
    return new Diagnosis(exitCode, List.copyOf(all));
  }

  /** All that was found by that check. */
  List<Found> of(String check) {
    return all.stream().filter(one -> one.check().equals(check)).toList();
  }

  /** The one fault that check found. */
  Found fault(String check) {
    List<Found> faults = of(check).stream().filter(one -> !one.level().equals("ok")).toList();
    assertThat(faults).as("faults of " + check + " in " + all).hasSize(1);
    return faults.getFirst();
  }

  void assertWell(String check) {
    assertThat(of(check))
        .as(check)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.level()).as(one.text()).isEqualTo("ok"));
  }
}
