package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.SecretPlace;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.StoredSecret;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import dev.proxmoxmcp.settings.secret.WholeFile;
import java.nio.file.Path;

/**
 * Where a token's secret is kept, and a new one belongs. That it can be written there is seen when
 * it is opened, before a host is asked for anything. Owned by one thread.
 */
sealed interface SecretHome extends AutoCloseable {
  /**
   * Puts {@code secret} in the place of the one that is there.
   *
   * @return where it is now: {@code version 4 of lab-token in the secret store …}
   * @throws SecretException if that fails; then it is as it was
   */
  String keep(Secret secret) throws InterruptedException;

  /** What a person runs to put it there from {@code file}. */
  String command(Path file);

  @Override
  void close();

  /**
   * The home of a secret.
   *
   * @param store of the settings
   * @throws SettingsException if this program cannot write there; says what to do instead
   */
  static SecretHome open(SecretPlace place, StoreAccess store) {
    try {
      return switch (place) {
        case SecretPlace.InStore(SecretName name) -> InStore.open(name, store);
        case SecretPlace.InFile(Path file) -> InFile.open(file, store);
        case SecretPlace.Elsewhere(String what) ->
            throw new SettingsException(
                "The token's secret comes from "
                    + what
                    + ", where this program cannot write, so nothing was changed. Move it into the"
                    + " secret store (`proxmox-mcp secret set NAME`, then `token-value:"
                    + " store:NAME`) or into a file of its own; or make a new one on the host, and"
                    + " put it where "
                    + what
                    + " gets it from (docs/secrets.md).");
      };
    } catch (SecretException refused) {
      throw new SettingsException(
          "A new secret could not be written, so nothing was changed: " + refused.getMessage());
    }
  }

  /** The sealed store. */
  record InStore(SecretName name, StoreAccess store, UnlockKey key) implements SecretHome {
    static InStore open(SecretName name, StoreAccess store) {
      WholeFile.at(store.store().file()).checkReplaceable();
      UnlockKey key = store.key();
      try (OpenStore _ = store.store().open(key)) {
        return new InStore(name, store, key); // that it opens is all that was wanted
      } catch (SecretException another) {
        key.close();
        throw another;
      }
    }

    @Override
    public String keep(Secret secret) throws InterruptedException {
      StoredSecret kept = store.writer().set(name, secret, key);
      return "version %d of %s in the secret store %s"
          .formatted(kept.version(), name, store.store().file());
    }

    @Override
    public String command(Path file) {
      return "proxmox-mcp secret set %s --store %s --from %s"
          .formatted(name, store.store().file(), file);
    }

    @Override
    public void close() {
      key.close();
    }

    @Override
    public String toString() {
      return name.toString();
    }
  }

  /** A file of its own. */
  record InFile(Path path, PrivateFile file) implements SecretHome {
    static InFile open(Path path, StoreAccess store) {
      PrivateFile file = PrivateFile.at(path, store.environment());
      file.checkReplaceable();
      return new InFile(path, file);
    }

    @Override
    public String keep(Secret secret) {
      file.write(secret);
      return "the file " + path;
    }

    @Override
    public String command(Path other) {
      return "mv " + other + " " + path;
    }

    @Override
    public void close() {}
  }
}
