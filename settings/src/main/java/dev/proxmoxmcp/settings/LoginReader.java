package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.ShellWord;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.ClusterEntry.Login;
import dev.proxmoxmcp.settings.Section.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads as whom to log in to one cluster of the settings, and where the secret of it is. */
final class LoginReader {
  private static final List<String> OF_TOKENS = List.of("token-id", "token-name", "token-value");

  /** Of a cluster's name, in that of its secret. */
  private static final int LONGEST_START = 50;

  private final Section section;
  private final FilePaths paths;
  private final SecretSource secrets;
  private final String cluster;

  LoginReader(Section section, FilePaths paths, SecretSource secrets, String cluster) {
    this.section = section;
    this.paths = paths;
    this.secrets = secrets;
    this.cluster = cluster;
  }

  /** Empty if something is wrong with it, which is then reported. */
  Optional<Login> read(Kind kind) {
    if (section.has("password") || section.has("totp-secret")) {
      return password(kind);
    }
    Optional<String> id = tokenId();
    Optional<Secret> secret = secret();
    return id.isPresent() && secret.isPresent()
        ? Optional.of(new Login.Token(kind, id.get(), secret.get()))
        : Optional.empty();
  }

  /** Where a new secret of the token belongs. */
  SecretPlace home() {
    if (!section.has("token-value")) {
      return new SecretPlace.Elsewhere("a password");
    }
    return section
        .text("token-value")
        .flatMap(text ->
            SecretReference.parse(text.text())
                .map(reference ->
                    SecretSource.place(reference, paths.environment(), paths.at(text.origin()))))
        .orElseGet(() -> new SecretPlace.Elsewhere("what the settings say")); // refused before
  }

  private Optional<Login> password(Kind kind) {
    String beside = OF_TOKENS.stream().filter(section::has).collect(Collectors.joining(", "));
    if (!beside.isEmpty()) {
      section.problem(
          "password",
          "a password and a token ("
              + beside
              + ") are two answers to one question; keep one of them, the token if it will do.");
    }
    if (kind == Kind.PBS) {
      section.problem("password", "a Backup Server takes an API token here, and no password.");
    }
    if (!section.has("user") || !section.has("password")) {
      section.problem(
          "password", "a login takes user, such as mcp@pve, and password; one of them is missing.");
      return Optional.empty();
    }
    Optional<String> user = section.text("user").map(Text::text);
    Optional<Secret> password =
        section.text("password").flatMap(text -> secret("password", text, "password"));
    Optional<Secret> totp =
        section.text("totp-secret").flatMap(text -> secret("totp-secret", text, "totp"));
    return user.isPresent()
            && password.isPresent()
            && totp.isPresent() == section.has("totp-secret")
        ? Optional.of(new Login.Password(user.get(), password.get(), totp.orElse(null)))
        : Optional.empty();
  }

  private Optional<String> tokenId() {
    if (section.has("token-id")) {
      if (section.has("user") || section.has("token-name")) {
        section.problem(
            "token-id", "token-id holds the user and the token's name; keep it, or those two.");
      }
      return section.text("token-id").map(Text::text);
    }
    if (!section.has("user") || !section.has("token-name")) {
      section.problem(
          "token-id", "token-id is missing, such as mcp@pve!assistant (or user and token-name).");
      return Optional.empty();
    }
    return section
        .text("user")
        .flatMap(user -> section.text("token-name").map(name -> user.text() + "!" + name.text()));
  }

  private Optional<Secret> secret() {
    if (!section.has("token-value")) {
      section.problem(
          "token-value",
          "token-value is missing: " + SecretReference.ACCEPTED + ", where the token's secret is.");
      return Optional.empty();
    }
    return section.text("token-value").flatMap(this::token);
  }

  private Optional<Secret> token(Text text) {
    return secret("token-value", text, "token")
        .flatMap(secret ->
            TokenShape.checked(
                secret, wrong -> section.problem(text, "token-value: " + wrong + ".")));
  }

  private Optional<Secret> secret(String key, Text text, String what) {
    Optional<SecretReference> reference = SecretReference.parse(text.text());
    if (reference.isEmpty()) {
      section.problem(text, literal(key, what));
      return Optional.empty();
    }
    try {
      return Optional.of(
          secrets.read(text.place() + ": " + key, reference.get(), paths.at(text.origin())));
    } catch (SettingsException unusable) {
      section.report(String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  /** Never with what stands there: it is the secret itself, as a rule. */
  private String literal(String key, String what) {
    String plain = cluster.replaceAll("[^A-Za-z0-9._-]|^[^A-Za-z0-9]+", "-").replaceAll("^-+", "");
    String start = plain.substring(0, Math.min(plain.length(), LONGEST_START));
    String name = (start.isEmpty() ? "cluster" : start) + "-" + what;
    Path file = paths.file();
    return "%s is %s, never the secret itself: this file is shown and copied around. Run"
            .formatted(key, SecretReference.ACCEPTED)
        + " `proxmox-mcp secret set %s%s`, paste the secret there, and write"
            .formatted(name, file == null ? "" : " --config " + word(file.toString()))
        + " `%s: store:%s` instead. If others may have read this file, %s."
            .formatted(key, name, what.equals("token") ? "rotate the token" : "make a new one");
  }

  /** As a shell takes it. */
  private static String word(String path) {
    return path.matches("[\\w./:@+,~-]+") ? path : ShellWord.quoted(path);
  }
}
