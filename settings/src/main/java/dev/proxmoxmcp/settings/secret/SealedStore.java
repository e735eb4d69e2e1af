package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file in which secrets are sealed, as its readers see it. It is replaced as a whole, so they
 * need no lock. Thread-safe: it holds nothing but the path.
 */
public final class SealedStore {
  /** Far more than {@link StoreContent#MOST} secrets of the largest size. */
  private static final long MAX_BYTES = 16L << 20;

  private final Path file;

  /**
   * @param file which need not be there yet
   */
  public SealedStore(Path file) {
    this.file = file;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Whether there is one. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * What it is sealed with.
   *
   * @return empty if there is no store yet
   * @throws SecretException if it cannot be read
   */
  public Optional<Kind> sealedWith() {
    return exists() ? Optional.of(read().content().header().kind()) : Optional.empty();
  }

  /**
   * What is in it, by name. That takes no key, and so nothing of it is proved.
   *
   * @throws SecretException if it cannot be read
   */
  public List<StoredSecret> list() {
    return read().content().entries().stream().map(SealedEntry::about).toList();
  }

  /**
   * Opens it.
   *
   * @throws SecretException if the key is another, the file is damaged or open to others
   */
  public OpenStore open(UnlockKey key) {
    return read().open(key);
  }

  /** A store that was read, and not opened. */
  Unproved read() {
    try {
      if (Files.isDirectory(file)) {
        throw problem("is a folder; name the file in it.");
      }
      Optional<String> open =
          PrivateFile.at(file, Map.of())
              .openToOthers("give it another passphrase or key by `proxmox-mcp secret rekey`");
      if (open.isPresent()) {
        throw problem(open.get() + ".");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw problem("is larger than any secret store; name another file.");
      }
      byte[] bytes = Files.readAllBytes(file);
      return new Unproved(bytes, StoreContent.read(bytes));
    } catch (SecretException unusable) {
      throw named(unusable);
    } catch (NoSuchFileException _) {
      throw problem("does not exist; `proxmox-mcp secret set NAME` makes it.");
    } catch (AccessDeniedException _) {
      throw problem(Unreadable.says(file) + ".");
    } catch (IOException unreadable) {
      throw problem("cannot be read: " + unreadable.getMessage() + ".");
    }
  }

  private SecretException problem(String what) {
    return named(new SecretException(what));
  }

  private SecretException named(SecretException what) {
    String message = String.valueOf(what.getMessage());
    String name = "The secret store " + file;
    return message.startsWith(name) ? what : new SecretException(name + " " + message);
  }

  /** The bytes of a store and what they say. */
  final class Unproved {
    private final byte[] bytes;
    private final StoreContent content;

    private Unproved(byte[] bytes, StoreContent content) {
      this.bytes = bytes;
      this.content = content;
    }

    StoreContent content() {
      return content;
    }

    OpenStore open(UnlockKey key) {
      if (key.kind() != content.header().kind()) {
        throw problem(
            switch (content.header().kind()) {
              case KEY -> "is sealed with a key, not with a passphrase; give the key file.";
              case PASSPHRASE ->
                  "is sealed with a passphrase, not with a key; give the passphrase.";
            });
      }
      StoreCipher cipher = StoreCipher.of(content.header(), key);
      try {
        content.prove(bytes, cipher);
      } catch (SecretException other) {
        cipher.close();
        throw named(other);
      }
      return new OpenStore(file, content, cipher);
    }
  }
}
