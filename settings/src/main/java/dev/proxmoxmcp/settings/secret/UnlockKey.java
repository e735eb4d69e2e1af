package dev.proxmoxmcp.settings.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What opens a store: a passphrase or a key. Closing it overwrites it. It prints nothing and is no
 * record. Owned by one thread.
 */
public final class UnlockKey implements AutoCloseable {
  /** Of a key, in bytes. */
  public static final int KEY_LENGTH = 32;

  /** Of a new passphrase, in characters: a copy of the store can be guessed at for ever. */
  public static final int LEAST_PASSPHRASE = 12;

  private final Kind kind;
  private final byte[] bytes;

  private UnlockKey(Kind kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /** What a store can be sealed with. */
  public enum Kind {
    /** Something that a person remembers or a file holds, strengthened by Argon2id. */
    PASSPHRASE,
    /** {@value UnlockKey#KEY_LENGTH} random bytes. */
    KEY
  }

  /**
   * A passphrase as it was typed, which is overwritten.
   *
   * @throws SecretException if it is empty
   */
  public static UnlockKey passphrase(char[] typed) {
    ByteBuffer room = ByteBuffer.allocate(4 * typed.length);
    try {
      if (StandardCharsets.UTF_8
          .newEncoder()
          .encode(CharBuffer.wrap(typed), room, true)
          .isError()) {
        throw new SecretException("The passphrase holds half a character; type it again.");
      }
      return ofPassphrase(Arrays.copyOf(room.array(), room.position()));
    } finally {
      Arrays.fill(room.array(), (byte) 0);
      Arrays.fill(typed, '\0');
    }
  }

  /** A passphrase as a file holds it; line breaks at its end do not count. */
  static UnlockKey passphraseLine(byte[] content) {
    int end = content.length;
    while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
      end--;
    }
    byte[] line = Arrays.copyOf(content, end);
    Arrays.fill(content, (byte) 0);
    return ofPassphrase(line);
  }

  private static UnlockKey ofPassphrase(byte[] bytes) {
    if (bytes.length == 0) {
      throw new SecretException("The passphrase is empty.");
    }
    return new UnlockKey(Kind.PASSPHRASE, bytes);
  }

  /** A key; takes the array over. */
  static UnlockKey key(byte[] bytes) {
    if (bytes.length != KEY_LENGTH) {
      throw new IllegalArgumentException("a key has " + KEY_LENGTH + " bytes");
    }
    return new UnlockKey(Kind.KEY, bytes);
  }

  /**
   * Makes a key and the file that keeps it.
   *
   * @param file that is not there
   * @throws SecretException if it is there, or cannot be written
   */
  public static UnlockKey create(Path file) {
    byte[] bytes = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(bytes);
    try {
      StoreFolder.of(file).create(bytes);
      return key(bytes);
    } catch (FileAlreadyExistsException _) {
      throw new SecretException("The key file " + file + " is there already; name another one.");
    } catch (IOException failure) {
      throw new SecretException(
          "The key file " + file + " cannot be written: " + failure.getMessage() + ".");
    }
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** The very bytes; never to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Refuses a passphrase that is too short to seal anything with.
   *
   * @throws SecretException if it is
   */
  void checkStrength() {
    if (kind == Kind.PASSPHRASE && characters() < LEAST_PASSPHRASE) {
      throw new SecretException(
          "The passphrase is too short: it takes "
              + LEAST_PASSPHRASE
              + " characters, since a copy of the store can be guessed at for ever. Four random"
              + " words are good.");
    }
  }

  /** Counted in the bytes: a String of them could not be overwritten. */
  private int characters() {
    int count = 0;
    for (byte one : bytes) {
      if ((one & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "UnlockKey[" + kind + "]";
  }
}
