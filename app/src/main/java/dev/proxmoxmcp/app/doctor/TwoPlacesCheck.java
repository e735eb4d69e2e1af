package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.doctor.Here.Reading;
import dev.proxmoxmcp.settings.EnvironmentSettings;
import dev.proxmoxmcp.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** 3: one settings file, and no variables beside it that say the same or something else. */
final class TwoPlacesCheck implements HereCheck {
  @Override
  public List<Finding> look(Here here) {
    List<Finding> findings = new ArrayList<>();
    for (Path other : SettingsFile.passedOver(here.config(), here.environment())) {
      findings.add(
          Finding.warning(
              Check.TWO_PLACES,
              "%s is a settings file too, and is not read, because %s comes first."
                  .formatted(other, here.file().map(Path::toString).orElse("another")),
              Mend.run("mv %s %s".formatted(Shell.word(other), Shell.word(other + ".unused")))));
    }
    findings.addAll(variables(here));
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                Check.TWO_PLACES,
                here.file()
                    .map(file -> "All of them are in " + file + ".")
                    .orElse(
                        set(here).isEmpty()
                            ? "Nothing is set: there is no settings file, and no variable names a"
                                + " host."
                            : "All of them are in variables.")))
        : findings;
  }

  private static List<Finding> variables(Here here) {
    Mend unset = Mend.run("unset " + String.join(" ", set(here)));
    return switch (here.reading()) {
      case Reading.Unusable(var why) ->
          SettingsProblems.of(Check.TWO_PLACES, why).stream()
              .map(problem ->
                  set(here).isEmpty()
                      ? Finding.problem(Check.TWO_PLACES, problem)
                      : Finding.problem(Check.TWO_PLACES, problem, unset))
              .toList();
      case Reading.Usable(var configuration) -> {
        boolean byVariables =
            configuration.settings().clusters().stream()
                .anyMatch(cluster -> cluster.places().hosts().equals("PROXMOX_HOST"));
        yield here.file().isEmpty() || byVariables || set(here).isEmpty()
            ? List.of()
            : List.of(
                Finding.warning(
                    Check.TWO_PLACES,
                    "%s say what %s says too; after the next change to one of them they differ, and"
                            .formatted(String.join(", ", set(here)), here.file().get())
                        + " nothing starts.",
                    unset));
      }
    };
  }

  private static List<String> set(Here here) {
    List<String> set = new ArrayList<>(EnvironmentSettings.set(here.environment()));
    for (String secret : List.of("PROXMOX_TOKEN_VALUE", "PROXMOX_TOKEN_VALUE_FILE")) {
      if (!set.isEmpty() && !here.environment().getOrDefault(secret, "").isBlank()) {
        set.add(secret);
      }
    }
    return set;
  }
}
