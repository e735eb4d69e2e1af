package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.secret.KeySource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens the store. */
final class KeyOptions {
  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "A file with its key of 32 random bytes; for a new store it is made.")
  private @Nullable String keyFile;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "A file with its passphrase, instead of the terminal.")
  private @Nullable String passphraseFile;

  @Option(
      names = "--credential",
      paramLabel = "NAME",
      description = "A credential of systemd that holds its key or passphrase.")
  private @Nullable String credential;

  /** What was given; null for nothing. */
  @Nullable KeySource source() {
    return source("--", keyFile, passphraseFile, credential);
  }

  /**
   * Where the key is by one of three options.
   *
   * @param prefix of the options' names
   * @return null if none is given
   */
  static @Nullable KeySource source(
      String prefix,
      @Nullable String keyFile,
      @Nullable String passphraseFile,
      @Nullable String credential) {
    List<KeySource> given = new ArrayList<>();
    if (keyFile != null) {
      given.add(
          new KeySource.KeyFile(
              prefix + "key-file", SettingsFile.path(prefix + "key-file", keyFile)));
    }
    if (passphraseFile != null) {
      String option = prefix + "passphrase-file";
      given.add(new KeySource.PassphraseFile(option, SettingsFile.path(option, passphraseFile)));
    }
    if (credential != null) {
      given.add(new KeySource.Credential(prefix + "credential", credential));
    }
    if (given.size() > 1) {
      throw new UsageProblem(
          "%1$skey-file, %1$spassphrase-file and %1$scredential exclude each other."
              .formatted(prefix));
    }
    return given.isEmpty() ? null : given.getFirst();
  }
}
