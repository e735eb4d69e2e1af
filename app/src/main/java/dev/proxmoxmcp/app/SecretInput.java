package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a new secret comes from. What is read is overwritten. Owned by the main thread. */
public final class SecretInput {
  private final StoreAccess store;
  private final InputStream in;

  public SecretInput(StoreAccess store, InputStream in) {
    this.store = store;
    this.in = in;
  }

  /**
   * Refuses to wait for a person who is not there.
   *
   * @throws UsageProblem if nobody is
   */
  public void mustBeAttended() {
    if (!store.keyboard().attended()) {
      throw new UsageProblem(
          "There is no terminal to type the secret at; pass it by --stdin or --from FILE.");
    }
  }

  /**
   * What the person types; the store, if there is one, is opened before.
   *
   * @throws SecretException if the key does not open the store
   */
  public Secret typed(SecretName name, UnlockKey key) {
    if (store.store().exists()) {
      try (OpenStore _ = store.store().open(key)) {
        // A wrong passphrase is told before anything else is asked.
      }
    }
    return secret(store.keyboard().hidden("Secret " + name + " (it is not shown): "));
  }

  /** What a person typed, which is overwritten. */
  public static Secret secret(char[] typed) {
    return secret("What was typed", utf8(typed));
  }

  /** The bytes of what a person typed, which is overwritten. */
  public static byte[] utf8(char[] typed) {
    ByteBuffer room = ByteBuffer.allocate(4 * typed.length);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), room, true);
    Arrays.fill(typed, '\0');
    byte[] utf8 = Arrays.copyOf(room.array(), room.position());
    Arrays.fill(room.array(), (byte) 0);
    return utf8;
  }

  /** What stands on standard input. */
  public Secret fromStream() throws IOException {
    byte[] read = in.readNBytes(PrivateFile.MAX_BYTES + 1);
    if (read.length > PrivateFile.MAX_BYTES) {
      Arrays.fill(read, (byte) 0);
      throw new UsageProblem(
          "Standard input is larger than " + PrivateFile.MAX_BYTES + " bytes; nothing was kept.");
    }
    return secret("Standard input", read);
  }

  /**
   * What stands in a file.
   *
   * @throws SecretException if others can read it, or it is not there
   */
  public Secret fromFile(Path file) {
    try {
      return secret(
          "The file " + file,
          PrivateFile.at(file, store.environment()).read("the secret", "rotate what is in it"));
    } catch (SecretException unusable) {
      throw new SecretException("--from: " + unusable.getMessage());
    }
  }

  private static Secret secret(String what, byte[] utf8) {
    try {
      return Secret.ofUtf8(utf8);
    } catch (IllegalArgumentException none) {
      throw new UsageProblem(what + " is nothing to keep: " + none.getMessage() + ".");
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }
}
