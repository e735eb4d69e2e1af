package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.SecretName;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the settings point to: files, and names in the secret store. Nothing of it is read but the
 * settings file, and what is wrong with that is for others to say: this finds what it can. Owned by
 * one thread.
 */
public final class NamedFiles {
  private final Optional<Path> settings;
  private final Map<String, String> environment;
  private final Set<NamedFile> files = new LinkedHashSet<>();
  private final Set<String> storeNames = new LinkedHashSet<>();

  private NamedFiles(Optional<Path> settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Looks.
   *
   * @param settings as {@link SettingsFile#find} found it
   */
  public static NamedFiles of(Optional<Path> settings, Map<String, String> environment) {
    NamedFiles named = new NamedFiles(settings, environment);
    named.look();
    return named;
  }

  /** The files, each once. */
  public List<NamedFile> files() {
    return List.copyOf(files);
  }

  /** The names in the secret store that the settings refer to. */
  public Set<String> storeNames() {
    return Set.copyOf(storeNames);
  }

  private void look() {
    settings.ifPresent(file -> add("the settings file", file, NamedFile.Use.SETTINGS));
    variable("PROXMOX_TOKEN_VALUE");
    for (Shown value : values()) {
      if (value.secret()) {
        value.values().stream()
            .map(SecretReference::parse)
            .flatMap(Optional::stream)
            .forEach(reference -> reference(value, reference));
      } else if (value.key().endsWith("ssh.key-file")) {
        value.values().forEach(text -> path(value.origin(), text, NamedFile.Use.SSH_KEY));
      }
    }
    try {
      store(StoreSettings.find(settings.map(Path::toString).orElse(null), environment));
    } catch (SettingsException _) {
      // said by whoever reads the settings
    }
  }

  private List<Shown> values() {
    try {
      String text = settings.map(SettingsFile::text).orElse(null);
      Mapping tree = new SettingsReader(settings.orElse(null), environment).tree(text);
      return ShownTree.of(tree, environment);
    } catch (SettingsException _) {
      return List.of();
    }
  }

  private void reference(Shown value, SecretReference reference) {
    switch (reference) {
      case SecretReference.FromFile(String text) ->
          path(value.origin(), text, NamedFile.Use.SECRET);
      case SecretReference.FromVariable(String name) -> variable(name);
      case SecretReference.FromStore(SecretName name) -> storeNames.add(name.text());
      case SecretReference.FromCredential _ -> {} // systemd looks after those
    }
  }

  private void variable(String name) {
    String text = environment.getOrDefault(name + "_FILE", "").strip();
    if (!text.isEmpty()) {
      path(name + "_FILE", text, NamedFile.Use.SECRET);
    }
  }

  private void path(String place, String text, NamedFile.Use use) {
    new FilePaths(settings.orElse(null), environment)
        .path(text)
        .ifPresent(path -> add(place, path, use));
  }

  private void store(StoreSettings store) {
    Optional.ofNullable(store.file())
        .ifPresent(file -> add("the secret store", file, NamedFile.Use.STORE));
    switch (store.key()) {
      case KeySource.KeyFile(String place, Path file) -> add(place, file, NamedFile.Use.STORE_KEY);
      case KeySource.PassphraseFile(String place, Path file) ->
          add(place, file, NamedFile.Use.STORE_KEY);
      case KeySource.Credential _ -> {}
      case null ->
          Optional.ofNullable(store.usualKey())
              .ifPresent(file -> add("the usual key", file, NamedFile.Use.STORE_KEY));
    }
  }

  private void add(String place, Path file, NamedFile.Use use) {
    Path whole = file.toAbsolutePath().normalize();
    if (files.stream().noneMatch(known -> known.path().equals(whole))) {
      files.add(new NamedFile(place, whole, use));
    }
  }
}
