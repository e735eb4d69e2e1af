package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets are read from. The store is opened by the first that is in it, and closed with
 * this. Holds the environment, so it prints nothing and is no record. Owned by the thread that
 * reads the settings.
 */
final class SecretSource implements AutoCloseable {
  private final Map<String, String> environment;
  private final StoreSettings store;
  private @Nullable OpenStore open;
  private @Nullable SecretException closed;

  /**
   * @param store where the store is, which need not be there
   */
  SecretSource(Map<String, String> environment, StoreSettings store) {
    this.environment = Map.copyOf(environment);
    this.store = store;
  }

  /**
   * The secret that is meant.
   *
   * @param place begins every message
   * @throws SettingsException if there is none, or others can read it
   */
  Secret read(String place, SecretReference reference, FilePaths paths) {
    return switch (reference) {
      case SecretReference.FromVariable(String name) -> variable(place, name);
      case SecretReference.FromStore(SecretName name) -> stored(place, name);
      case SecretReference.FromCredential(String name) ->
          SecretFile.of(environment).credential(place, name);
      case SecretReference.FromFile(String text) ->
          SecretFile.of(environment).read(place, paths.path(place, text));
    };
  }

  /** Where a new secret belongs, in the place of the one that is meant. */
  static SecretPlace place(
      SecretReference reference, Map<String, String> environment, FilePaths paths) {
    return switch (reference) {
      case SecretReference.FromVariable(String name) -> placeOfVariable(name, environment);
      case SecretReference.FromStore(SecretName name) -> new SecretPlace.InStore(name);
      case SecretReference.FromCredential(String name) ->
          new SecretPlace.Elsewhere("the credential " + name + " of systemd");
      case SecretReference.FromFile(String text) -> {
        Path file = paths.path(text).orElse(null); // that it is one was seen when it was read
        yield file == null
            ? new SecretPlace.Elsewhere("a file")
            : new SecretPlace.InFile(file.toAbsolutePath());
      }
    };
  }

  /** The file that {@code name_FILE} names, unless the variable itself holds the secret. */
  static SecretPlace placeOfVariable(String name, Map<String, String> environment) {
    String file = text(environment, name + "_FILE").orElse(null);
    return file == null || text(environment, name).isPresent()
        ? new SecretPlace.Elsewhere("the environment variable " + name)
        : new SecretPlace.InFile(HomePath.of(name + "_FILE", file, environment).toAbsolutePath());
  }

  private Secret variable(String place, String name) {
    try {
      return variable(name, environment)
          .orElseThrow(() ->
              new SettingsException(
                  "the environment variable %s is not set, nor is %s_FILE.".formatted(name, name)));
    } catch (SettingsException unusable) {
      throw new SettingsException(place + ": " + unusable.getMessage());
    }
  }

  /**
   * The secret in the variable {@code name}, or in the file that {@code name_FILE} names; they may
   * be there both if they say the same.
   *
   * @return empty if neither is set
   * @throws SettingsException if they differ, or others can read the file; the message begins with
   *     the variable
   */
  static Optional<Secret> variable(String name, Map<String, String> environment) {
    return same(name, text(environment, name).map(Secret::of), environment);
  }

  /** {@code direct} is what the variable means. */
  static Optional<Secret> same(
      String name, Optional<Secret> direct, Map<String, String> environment) {
    String file = name + "_FILE";
    Optional<Secret> fromFile =
        text(environment, file)
            .map(path ->
                SecretFile.of(environment).read(file, HomePath.of(file, path, environment)));
    if (direct.isPresent() && fromFile.isPresent() && !direct.equals(fromFile)) {
      throw new SettingsException(
          "%s and %s hold different secrets; keep one of them.".formatted(name, file));
    }
    return direct.or(() -> fromFile);
  }

  private static Optional<String> text(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private Secret stored(String place, SecretName name) {
    try {
      return open().secret(name);
    } catch (SecretException unusable) {
      throw new SettingsException(place + ": " + unusable.getMessage());
    }
  }

  /** A store that did not open is not tried again: with a passphrase that takes its time. */
  private OpenStore open() {
    if (closed != null) {
      throw closed;
    }
    if (open == null) {
      try {
        open = opened();
      } catch (SecretException unusable) {
        closed = unusable;
        throw unusable;
      }
    }
    return open;
  }

  private OpenStore opened() {
    SealedStore sealed = store.store();
    UnlockKey.Kind kind = sealed.sealedWith().orElse(null);
    KeySource source =
        store
            .key(kind)
            .orElseThrow(() ->
                new SecretException(
                    "The secret store "
                        + sealed.file()
                        + (kind == null ? " does not exist" : " is not opened by itself")
                        + "; "
                        + (kind == null
                            ? "`proxmox-mcp secret set NAME` makes it."
                            : "name its "
                                + (kind == UnlockKey.Kind.KEY
                                    ? "key: `secrets: {key-file: PATH}`"
                                    : "passphrase: `secrets: {passphrase-file: PATH}`")
                                + " in the settings file, or a credential of systemd"
                                + " (docs/secrets.md).")));
    try (UnlockKey key = source.read(kind, environment)) {
      return sealed.open(key);
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
