package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first bytes of a store: how its key is made. docs/adr/0016 has them one by one. */
final class StoreHeader {
  static final int LENGTH = 54;
  private static final byte[] MAGIC = "PMCPSEAL".getBytes(StandardCharsets.US_ASCII);
  private static final byte FORMAT = 1;
  private static final byte BY_PASSPHRASE = 1;
  private static final byte BY_KEY = 2;
  private static final int ID_LENGTH = 16;

  private final byte[] id;
  private final byte[] salt;
  private final @Nullable Argon2Cost cost;

  private StoreHeader(byte[] id, byte[] salt, @Nullable Argon2Cost cost) {
    this.id = id;
    this.salt = salt;
    this.cost = cost;
  }

  /** Of a store that never was. */
  static StoreHeader create(Kind kind, Argon2Cost cost, SecureRandom random) {
    return new StoreHeader(bytes(random), new byte[ID_LENGTH], null).rekeyed(kind, cost, random);
  }

  /** Of the same store under another key. */
  StoreHeader rekeyed(Kind kind, Argon2Cost other, SecureRandom random) {
    return new StoreHeader(id, bytes(random), kind == Kind.PASSPHRASE ? other : null);
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[ID_LENGTH];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Reads the first {@link #LENGTH} bytes.
   *
   * @throws SecretException if it is no store, one of a later program, or damaged; the message goes
   *     on from its name
   */
  static StoreHeader read(byte[] file) {
    if (file.length < MAGIC.length
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new SecretException(
          "is no secret store; name another file, or move it away and set the secrets again.");
    }
    if (file.length > MAGIC.length && Byte.toUnsignedInt(file[MAGIC.length]) > FORMAT) {
      throw new SecretException(
          "was written by a newer version of this program (form "
              + Byte.toUnsignedInt(file[MAGIC.length])
              + ", and this one knows "
              + FORMAT
              + "); update this one.");
    }
    if (file.length < LENGTH || file[MAGIC.length] != FORMAT) {
      throw damaged();
    }
    ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length + 1, LENGTH - MAGIC.length - 1);
    byte kind = in.get();
    byte[] id = new byte[ID_LENGTH];
    byte[] salt = new byte[ID_LENGTH];
    in.get(id).get(salt);
    return new StoreHeader(id, salt, cost(kind, in.getInt(), in.getInt(), in.getInt()));
  }

  private static @Nullable Argon2Cost cost(byte kind, int memoryKib, int passes, int lanes) {
    if (kind == BY_KEY && memoryKib == 0 && passes == 0 && lanes == 0) {
      return null;
    }
    try {
      if (kind == BY_PASSPHRASE) {
        return new Argon2Cost(memoryKib, passes, lanes);
      }
    } catch (IllegalArgumentException _) {
      throw damaged();
    }
    throw damaged();
  }

  /** Goes on from the name of the store. */
  static SecretException damaged() {
    return new SecretException(
        "is damaged, or was changed by something else than this program; restore it from a backup,"
            + " or move it away and set the secrets again.");
  }

  byte[] write() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    out.put(MAGIC).put(FORMAT).put(cost == null ? BY_KEY : BY_PASSPHRASE).put(id).put(salt);
    out.putInt(cost == null ? 0 : cost.memoryKib());
    out.putInt(cost == null ? 0 : cost.passes());
    out.putInt(cost == null ? 0 : cost.lanes());
    return out.array();
  }

  Kind kind() {
    return cost == null ? Kind.KEY : Kind.PASSPHRASE;
  }

  /** Which store it is; the same for its whole life. */
  byte[] id() {
    return id;
  }

  /** Another one with each key. */
  byte[] salt() {
    return salt;
  }

  /** Null for a store that is sealed with a key. */
  @Nullable Argon2Cost cost() {
    return cost;
  }
}
