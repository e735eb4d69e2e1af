package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.StoreSettings;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** 5: the store opens without a person, and holds every name that the settings refer to. */
final class StoreCheck implements HereCheck {
  @Override
  public List<Finding> look(Here here) {
    Set<String> names = new TreeSet<>(here.named().storeNames());
    try {
      StoreSettings settings = StoreSettings.find(here.config(), here.environment());
      if (settings.file() == null || (names.isEmpty() && !settings.store().exists())) {
        return List.of(Finding.ok(Check.STORE, "No secret store is used."));
      }
      return look(here, settings, names);
    } catch (SettingsException _) {
      return List.of(); // the settings say so
    }
  }

  private static List<Finding> look(Here here, StoreSettings settings, Set<String> names) {
    SealedStore store = settings.store();
    if (!store.exists()) {
      return List.of(
          new Finding(
              Finding.Level.PROBLEM,
              Check.STORE,
              "The secret store %s does not exist, and the settings refer to %s in it."
                  .formatted(store.file(), String.join(", ", names)),
              names.stream().map(name -> set(here, name)).toList()));
    }
    try {
      UnlockKey.Kind kind = store.sealedWith().orElse(null);
      Optional<KeySource> source = settings.key(kind);
      if (source.isEmpty()) {
        return closed(here, store, names);
      }
      try (UnlockKey key = source.get().read(kind, here.environment());
          OpenStore open = store.open(key)) {
        return opened(here, store, open, names);
      }
    } catch (SecretException unusable) {
      String problem = String.valueOf(unusable.getMessage());
      return problem.contains(" by others")
          ? List.of() // the file modes say so
          : List.of(
              new Finding(
                  Finding.Level.PROBLEM,
                  Check.STORE,
                  problem,
                  SettingsProblems.mends(here, problem)));
    }
  }

  private static List<Finding> closed(Here here, SealedStore store, Set<String> names) {
    String text = "The secret store " + store.file() + " opens only where a person types.";
    return List.of(
        names.isEmpty()
            ? Finding.ok(Check.STORE, text + " The settings refer to nothing in it.")
            : Finding.problem(
                Check.STORE,
                text,
                Mend.run(
                    "proxmox-mcp secret rekey%s --new-key-file ~/.local/state/proxmox-mcp/store.key"
                        .formatted(here.configOption()))));
  }

  private static List<Finding> opened(
      Here here, SealedStore store, OpenStore open, Set<String> names) {
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      SecretName known = SecretName.parse(name).orElseThrow();
      try {
        open.secret(known).destroy();
      } catch (SecretException missing) {
        findings.add(
            Finding.problem(
                Check.STORE,
                "The secret store %s has no usable secret %s.".formatted(store.file(), name),
                set(here, name)));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                Check.STORE,
                "The secret store %s opens%s."
                    .formatted(
                        store.file(),
                        names.isEmpty() ? "" : " and has " + String.join(", ", names))))
        : findings;
  }

  private static Mend set(Here here, String name) {
    return Mend.run("proxmox-mcp secret set" + here.configOption() + " " + name);
  }
}
