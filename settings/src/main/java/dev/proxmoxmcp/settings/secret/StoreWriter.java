package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Changes a store: under a lock, and as a whole or not at all. Owned by one thread; several
 * processes may write one store.
 */
public final class StoreWriter {
  /** Ten seconds. */
  private static final int TRIES = 100;

  private final SealedStore store;
  private final Argon2Cost cost;
  private final InstantSource clock;
  private final Pause pause;
  private final int tries;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param store what is changed; need not be there
   * @param cost of a passphrase that seals it anew
   * @param clock dates the secrets
   * @param pause waits for other writers
   */
  public StoreWriter(SealedStore store, Argon2Cost cost, InstantSource clock, Pause pause) {
    this(store, cost, clock, pause, TRIES);
  }

  StoreWriter(SealedStore store, Argon2Cost cost, InstantSource clock, Pause pause, int tries) {
    this.store = store;
    this.cost = cost;
    this.clock = clock;
    this.pause = pause;
    this.tries = tries;
  }

  /** What becomes of a proved store. */
  private interface Change {
    Changed of(OpenStore now);
  }

  private record Changed(StoreContent content, StoreCipher cipher) {}

  /**
   * Keeps {@code secret} under {@code name}, in place of one that stands there; makes the store if
   * there is none.
   *
   * @return what is known of it now
   * @throws SecretException if the store cannot be opened or written; then it is as it was
   */
  public StoredSecret set(SecretName name, Secret secret, UnlockKey key)
      throws InterruptedException {
    byte[] value = secret.utf8();
    try {
      if (value.length > PrivateFile.MAX_BYTES) {
        throw new SecretException(
            "The secret is larger than " + PrivateFile.MAX_BYTES + " bytes; nothing was kept.");
      }
      return set(name, value, key);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private StoredSecret set(SecretName name, byte[] value, UnlockKey key)
      throws InterruptedException {
    StoredSecret[] kept = new StoredSecret[1];
    write(
        key,
        true,
        now -> {
          Optional<SealedEntry> before = now.content().find(name);
          if (before.isEmpty() && now.content().entries().size() >= StoreContent.MOST) {
            throw new SecretException(
                "The store is full: it takes " + StoreContent.MOST + " secrets; remove some.");
          }
          int version = before.map(entry -> entry.about().version() + 1).orElse(1);
          Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
          kept[0] = new StoredSecret(name, version, second);
          List<SealedEntry> entries = without(now, name);
          entries.add(now.cipher().seal(kept[0], value, random));
          return changed(now, entries);
        });
    return kept[0];
  }

  /**
   * Takes a secret out.
   *
   * @return whether there was one
   * @throws SecretException if the store cannot be opened or written; then it is as it was
   */
  public boolean remove(SecretName name, UnlockKey key) throws InterruptedException {
    boolean[] found = new boolean[1];
    write(
        key,
        false,
        now -> {
          List<SealedEntry> entries = without(now, name);
          found[0] = entries.size() < now.content().entries().size();
          return changed(now, entries);
        });
    return found[0];
  }

  /**
   * Seals all of it with another key or passphrase.
   *
   * @return how many secrets
   * @throws SecretException if the store cannot be opened or written; then it is as it was
   */
  public int rekey(UnlockKey key, UnlockKey next) throws InterruptedException {
    next.checkStrength();
    int[] count = new int[1];
    write(
        key,
        false,
        now -> {
          StoreHeader header = now.content().header().rekeyed(next.kind(), cost, random);
          StoreCipher cipher = StoreCipher.of(header, next);
          List<SealedEntry> entries = new ArrayList<>();
          for (SealedEntry entry : now.content().entries()) {
            byte[] value = now.value(entry);
            entries.add(cipher.seal(entry.about(), value, random));
            Arrays.fill(value, (byte) 0);
          }
          count[0] = entries.size();
          return new Changed(
              new StoreContent(header, now.content().generation() + 1, entries), cipher);
        });
    return count[0];
  }

  private static List<SealedEntry> without(OpenStore now, SecretName name) {
    List<SealedEntry> others = new ArrayList<>(now.content().entries());
    others.removeIf(entry -> entry.about().name().equals(name));
    return others;
  }

  private static Changed changed(OpenStore now, List<SealedEntry> entries) {
    entries.sort(Comparator.comparing(entry -> entry.about().name()));
    return new Changed(
        new StoreContent(now.content().header(), now.content().generation() + 1, entries),
        now.cipher());
  }

  private void write(UnlockKey key, boolean mayCreate, Change change) throws InterruptedException {
    try {
      StoreFolder folder = StoreFolder.of(store.file());
      Optional<String> open = folder.openToOthers();
      if (open.isPresent()) {
        throw new SecretException("The secret store " + store.file() + " " + open.get());
      }
      try (StoreFolder.Lock _ = folder.lock(pause, tries);
          OpenStore now = mayCreate && !store.exists() ? created(key) : store.open(key)) {
        Changed next = change.of(now);
        try (StoreCipher cipher = next.cipher()) {
          folder.replace(next.content().write(cipher));
        }
      }
    } catch (AccessDeniedException denied) {
      throw new SecretException(
          "The secret store "
              + store.file()
              + " cannot be written by the user who runs this program: "
              + denied.getMessage()
              + ".");
    } catch (IOException failure) {
      throw new SecretException(
          "The secret store "
              + store.file()
              + " cannot be written, and is as it was: "
              + failure.getMessage()
              + ".");
    }
  }

  private OpenStore created(UnlockKey key) {
    key.checkStrength();
    StoreHeader header = StoreHeader.create(key.kind(), cost, random);
    return new OpenStore(
        store.file(), new StoreContent(header, 0, List.of()), StoreCipher.of(header, key));
  }
}
