package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the sealed store is, and what opens it where no person is.
 *
 * @param file null where nobody says so and there is no folder of the user
 * @param key null if nobody says so
 * @param usualKey where a key is looked for then; null where there is no folder of the user
 */
public record StoreSettings(@Nullable Path file, @Nullable KeySource key, @Nullable Path usualKey) {

  /**
   * What the settings say, of which only the section {@code secrets} is read: the rest may be what
   * is being mended.
   *
   * @param config the file of the command line; null for where it usually is
   * @throws SettingsException if that section, or the file as a whole, cannot be used
   */
  public static StoreSettings find(@Nullable String config, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    StoreReader reader = new StoreReader(environment, problems::add);
    StoreSettings found =
        SettingsFile.find(config, environment)
            .map(file -> SettingsFile.store(file, environment, problems, reader))
            .orElseGet(() -> reader.read(null, null));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return found;
  }

  /**
   * The same for a settings file that is not there yet.
   *
   * @throws SettingsException if a variable cannot be used
   */
  public static StoreSettings besideNew(Path settings, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    StoreSettings usual =
        new StoreReader(environment, problems::add)
            .read(null, new FilePaths(settings, environment));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return usual;
  }

  /** The same with what a command line says. */
  public StoreSettings with(@Nullable Path otherFile, @Nullable KeySource otherKey) {
    return new StoreSettings(
        otherFile == null ? file : otherFile, otherKey == null ? key : otherKey, usualKey);
  }

  /**
   * The store, which need not be there yet.
   *
   * @throws SecretException if nobody says where
   */
  public SealedStore store() {
    if (file == null) {
      throw new SecretException(
          "Nobody says where the secret store is, and HOME is not set; set "
              + StoreReader.variable(StoreReader.STORE)
              + ".");
    }
    return new SealedStore(file);
  }

  /**
   * What opens it.
   *
   * @param sealedWith what the store is sealed with; null for one that is to be
   * @return empty if only a person can
   */
  public Optional<KeySource> key(@Nullable Kind sealedWith) {
    if (key != null) {
      return Optional.of(key);
    }
    return usualKey != null && sealedWith != Kind.PASSPHRASE && Files.exists(usualKey)
        ? Optional.of(new KeySource.KeyFile("The usual key", usualKey))
        : Optional.empty();
  }
}
