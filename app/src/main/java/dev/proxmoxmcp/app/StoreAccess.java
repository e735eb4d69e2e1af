package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.settings.StoreSettings;
import dev.proxmoxmcp.settings.secret.Argon2Cost;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.StoreWriter;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret store as a person uses it: its key comes from where the command line or the settings
 * say, else from the keyboard. Owned by the main thread. It holds the environment: it is no record,
 * and prints nothing.
 */
public final class StoreAccess {
  private final StoreSettings settings;
  private final Map<String, String> environment;
  private final Keyboard keyboard;
  private final InstantSource clock;
  private final Pause pause;
  private @Nullable Path made;

  StoreAccess(
      StoreSettings settings,
      Map<String, String> environment,
      Keyboard keyboard,
      InstantSource clock,
      Pause pause) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.keyboard = keyboard;
    this.clock = clock;
    this.pause = pause;
  }

  /** The store, which need not be there. */
  public SealedStore store() {
    return settings.store();
  }

  /** Who changes it. */
  public StoreWriter writer() {
    return new StoreWriter(store(), Argon2Cost.standard(), clock, pause);
  }

  /** Where people type. */
  public Keyboard keyboard() {
    return keyboard;
  }

  /** The environment variables, which say where systemd puts credentials. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Where a secret goes that cannot be written where it belongs: to try one after the other. */
  public List<Path> rescueFolders() {
    Path key = settings.usualKey();
    Path last = Path.of(System.getProperty("java.io.tmpdir"));
    return key == null || key.getParent() == null ? List.of(last) : List.of(key.getParent(), last);
  }

  /** The key file that was made for a new store or a new key; empty if none was. */
  public Optional<Path> madeKeyFile() {
    return Optional.ofNullable(made);
  }

  /** Whether a server opens the store without a person. */
  public boolean opensByItself() {
    return settings.key(store().sealedWith().orElse(null)).isPresent();
  }

  /**
   * The key of the store that is there.
   *
   * @throws SecretException if there is no store, or nobody has its key
   */
  public UnlockKey key() {
    Kind kind = store().sealedWith().orElse(null);
    if (kind == null) {
      throw new SecretException(
          "The secret store "
              + store().file()
              + " does not exist; `proxmox-mcp secret set NAME` makes it.");
    }
    Optional<KeySource> source = settings.key(kind);
    if (source.isPresent()) {
      return source.get().read(kind, environment);
    }
    return switch (kind) {
      case KEY ->
          throw new SecretException(
              "The secret store "
                  + store().file()
                  + " is sealed with a key, and nobody says where that is; give it by --key-file or"
                  + " --credential.");
      case PASSPHRASE ->
          UnlockKey.passphrase(typed("Passphrase of the secret store " + store().file() + ": "));
    };
  }

  /** The key of the store that is there, or of the one that the next secret makes. */
  public UnlockKey keyOrNew() {
    if (store().exists()) {
      return key();
    }
    Optional<KeySource> source = settings.key(null);
    return source.isPresent() ? fresh(source.get()) : typedOrMade();
  }

  /**
   * The key of the store that is there; for a new one, where nobody says otherwise, a new key in
   * the usual file, with which a server opens it by itself.
   */
  public UnlockKey keyOrMade() {
    Path usual = settings.usualKey();
    return !store().exists() && settings.key(null).isEmpty() && usual != null
        ? make(usual)
        : keyOrNew();
  }

  /** A new key, for the store that is there. */
  public UnlockKey nextKey(@Nullable KeySource source) {
    return source == null ? typedTwice("New passphrase: ") : fresh(source);
  }

  private UnlockKey fresh(KeySource source) {
    return source instanceof KeySource.KeyFile(var _, Path file) && !Files.exists(file)
        ? make(file)
        : source.read(null, environment);
  }

  private UnlockKey make(Path file) {
    UnlockKey key = UnlockKey.create(file);
    made = file;
    return key;
  }

  private UnlockKey typedOrMade() {
    Path usual = settings.usualKey();
    if (usual == null) {
      return typedTwice("A passphrase for the new secret store: ");
    }
    char[] typed =
        typed(
            "A passphrase for the new secret store, or nothing for a key in the file "
                + usual
                + ",\nwith which a server opens it by itself: ");
    return typed.length == 0 ? make(usual) : keyboard.repeated(typed);
  }

  private UnlockKey typedTwice(String prompt) {
    return keyboard.repeated(typed(prompt));
  }

  private char[] typed(String prompt) {
    if (!keyboard.attended()) {
      throw new SecretException(
          "The secret store "
              + store().file()
              + " needs its passphrase, and there is no terminal to type it at; give it by"
              + " --passphrase-file, or a key by --key-file or --credential.");
    }
    return keyboard.hidden(prompt);
  }
}
