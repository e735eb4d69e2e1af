package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code secret rekey}: another passphrase or key. */
@Command(
    name = "rekey",
    description = {
      "Seals the whole store with another passphrase, typed twice, or with another key. The old one"
          + " opens copies that were made before: if it is known to others, rotate the tokens too.",
      ""
    })
public final class SecretRekeyCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private StoreOptions options = new StoreOptions();
  @Mixin private KeyOptions key = new KeyOptions();

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "A file with the new key of 32 random bytes; it is made if it is not there.")
  private @Nullable String keyFile;

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description = "A file with the new passphrase, instead of the terminal.")
  private @Nullable String passphraseFile;

  @Option(
      names = "--new-credential",
      paramLabel = "NAME",
      description = "A credential of systemd that holds the new key or passphrase.")
  private @Nullable String credential;

  @Unmatched private List<String> others = new ArrayList<>();

  SecretRekeyCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    SecretCommand.nothingElse(others);
    KeySource source = KeyOptions.source("--new-", keyFile, passphraseFile, credential);
    StoreAccess store = options.open(program, key);
    try (UnlockKey now = store.key();
        OpenStore _ = store.store().open(now);
        UnlockKey next = store.nextKey(source)) {
      int secrets = store.writer().rekey(now, next);
      program
          .terminal()
          .answer(
              "Sealed %d secret%s of %s with the new %s; the old one opens it no more."
                  .formatted(
                      secrets,
                      secrets == 1 ? "" : "s",
                      store.store().file(),
                      switch (next.kind()) {
                        case KEY -> "key";
                        case PASSPHRASE -> "passphrase";
                      }));
    }
    return ExitCode.OK;
  }
}
