package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.init.Wishes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one login; what proves it comes from files or the terminal, never from an argument. */
final class LoginOptions {
  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Who logs in once (default: root@pam).")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the password, instead of the terminal.")
  private @Nullable String passwordFile;

  @Option(
      names = "--totp-secret-file",
      paramLabel = "FILE",
      description = "A file with the secret of the second factor, instead of a code that is typed.")
  private @Nullable String totpSecretFile;

  Wishes.OfLogin wishes() {
    return new Wishes.OfLogin(
        user,
        InitCommand.file("--password-file", passwordFile),
        InitCommand.file("--totp-secret-file", totpSecretFile));
  }
}
