package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.secret.Argon2Cost;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.StoreWriter;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * The passphrase by which a person approves. What is kept of it is a store that only it opens, by
 * the same Argon2id and AES-GCM as the secret store: whoever reads the file can guess at it, for
 * what each guess costs, and nothing more.
 *
 * @param store the file, which need not be there
 * @param writer changes it
 */
public record ApprovalPassphrase(SealedStore store, StoreWriter writer) {
  private static final SecretName PROOF = new SecretName("approval");
  private static final int RANDOM_BYTES = 32;

  /** In that state folder. */
  public static ApprovalPassphrase in(Path folder, InstantSource clock, Pause pause) {
    SealedStore store = new SealedStore(folder.resolve("approval.sealed"));
    return new ApprovalPassphrase(
        store, new StoreWriter(store, Argon2Cost.standard(), clock, pause));
  }

  /** Whether one was set. */
  public boolean isSet() {
    return store.exists();
  }

  /**
   * Sets the first one.
   *
   * @throws SecretException if it is too short, or cannot be kept
   */
  public void set(UnlockKey passphrase) throws InterruptedException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    writer.set(PROOF, Secret.of(HexFormat.of().formatHex(random)), passphrase);
  }

  /**
   * Sets another one.
   *
   * @throws SecretException if {@code now} is not the one in force, or {@code next} is too short
   */
  public void change(UnlockKey now, UnlockKey next) throws InterruptedException {
    writer.rekey(now, next);
  }

  /** Whether that is it. Takes a moment, as it is meant to. */
  public boolean is(UnlockKey passphrase) {
    try (OpenStore opened = store.open(passphrase)) {
      return opened.secret(PROOF).reveal().length() == 2 * RANDOM_BYTES;
    } catch (SecretException other) {
      return false;
    }
  }
}
