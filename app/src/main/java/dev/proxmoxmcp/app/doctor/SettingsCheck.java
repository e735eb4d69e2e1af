package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Surroundings;
import dev.proxmoxmcp.app.doctor.Here.Reading;
import java.util.ArrayList;
import java.util.List;

/** 2: the settings can be read and used; what others look at closer is left to them. */
final class SettingsCheck implements HereCheck {
  @Override
  public List<Finding> look(Here here) {
    return switch (here.reading()) {
      case Reading.Usable(var configuration) -> {
        int clusters = configuration.clusters().size();
        String named =
            clusters == 1 ? "They name one cluster." : "They name " + clusters + " clusters.";
        String proxy =
            Surroundings.unusedProxy(here.environment())
                .map(" %s is set and is not used: clusters are asked directly."::formatted)
                .orElse("");
        yield List.of(Finding.ok(Check.SETTINGS, named + proxy));
      }
      case Reading.Unusable(var why) -> {
        List<Finding> findings = new ArrayList<>();
        for (String problem : SettingsProblems.of(Check.SETTINGS, why)) {
          List<Mend> mends = new ArrayList<>(SettingsProblems.mends(here, problem));
          if (mends.isEmpty() && here.file().isPresent()) {
            mends.add(
                Mend.todo(
                    "Correct that line; `proxmox-mcp settings check%s` looks again."
                        .formatted(here.configOption())));
          }
          findings.add(new Finding(Finding.Level.PROBLEM, Check.SETTINGS, problem, mends));
        }
        yield findings;
      }
    };
  }
}
