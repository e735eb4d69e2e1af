package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The keys of an open store, and what is done with them: AES-256-GCM and HMAC-SHA256 of the JDK,
 * parted by HKDF, under Argon2id of Bouncy Castle. Closing it overwrites the keys. Owned by one
 * thread.
 */
final class StoreCipher implements AutoCloseable {
  static final int TAG_LENGTH = 32;
  static final int NONCE_LENGTH = 12;
  static final int GCM_TAG_LENGTH = 16;
  private static final int KEY_LENGTH = 32;
  private static final byte[] BOUND_TO = ascii("proxmox-mcp secret 1\0");

  private final StoreHeader header;
  private final byte[] headerKey;
  private final byte[] fileKey;
  private final byte[] secretsKey;

  private StoreCipher(StoreHeader header, byte[] master) throws GeneralSecurityException {
    this.header = header;
    this.headerKey = derived(master, header, "proxmox-mcp store 1 header");
    this.fileKey = derived(master, header, "proxmox-mcp store 1 file");
    this.secretsKey = derived(master, header, "proxmox-mcp store 1 secrets");
  }

  /** The cipher of the store with that header; for a passphrase it takes its time. */
  static StoreCipher of(StoreHeader header, UnlockKey key) {
    byte[] master = header.kind() == Kind.KEY ? key.bytes().clone() : argon2(header, key);
    try {
      return new StoreCipher(header, master);
    } catch (GeneralSecurityException impossible) {
      throw missing(impossible);
    } finally {
      Arrays.fill(master, (byte) 0);
    }
  }

  private static byte[] argon2(StoreHeader header, UnlockKey passphrase) {
    Argon2Cost cost = header.cost();
    if (cost == null) {
      throw new IllegalStateException("a store that is sealed with a key has no passphrase");
    }
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(header.salt())
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .build());
    byte[] master = new byte[KEY_LENGTH];
    generator.generateBytes(passphrase.bytes(), master);
    return master;
  }

  private static byte[] derived(byte[] master, StoreHeader header, String purpose)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract()
                .addIKM(master)
                .addSalt(header.id())
                .addSalt(header.salt())
                .thenExpand(ascii(purpose), KEY_LENGTH));
  }

  /** Proves that a key fits the header, which shows a wrong passphrase. */
  byte[] headerTag(byte[] bytes) {
    return tag(headerKey, bytes);
  }

  /** Proves all of a file: that no entry was taken away, added or put back. */
  byte[] fileTag(byte[] bytes) {
    return tag(fileKey, bytes);
  }

  private static byte[] tag(byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException impossible) {
      throw missing(impossible);
    }
  }

  SealedEntry seal(StoredSecret about, byte[] value, SecureRandom random) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    try {
      return new SealedEntry(
          about, nonce, cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(value));
    } catch (GeneralSecurityException impossible) {
      throw missing(impossible);
    }
  }

  /**
   * The value, which whoever gets it overwrites after use; empty if it was sealed under another
   * name, version, date, store or key.
   */
  Optional<byte[]> open(SealedEntry entry) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, entry.nonce(), entry.about()).doFinal(entry.sealed()));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw missing(impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, StoredSecret about)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(secretsKey, "AES"),
        new GCMParameterSpec(8 * GCM_TAG_LENGTH, nonce));
    cipher.updateAAD(BOUND_TO);
    cipher.updateAAD(header.id());
    cipher.updateAAD(aboutBytes(about));
    return cipher;
  }

  /** Length of the name, name, version, date: as they stand in the file. */
  static byte[] aboutBytes(StoredSecret about) {
    byte[] name = ascii(about.name().text());
    return ByteBuffer.allocate(1 + name.length + Integer.BYTES + Long.BYTES)
        .put((byte) name.length)
        .put(name)
        .putInt(about.version())
        .putLong(about.changed().getEpochSecond())
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("this Java lacks a cipher that every Java has", cause);
  }

  @Override
  public void close() {
    Arrays.fill(headerKey, (byte) 0);
    Arrays.fill(fileKey, (byte) 0);
    Arrays.fill(secretsKey, (byte) 0);
  }
}
