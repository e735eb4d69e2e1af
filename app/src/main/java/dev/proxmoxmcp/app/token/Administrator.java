package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.app.Keyboard;
import dev.proxmoxmcp.app.SecretInput;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.SecondFactor;
import dev.proxmoxmcp.client.TypedCode;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person who may change tokens, and logs in for this once: his password is asked for when it is
 * needed, and kept nowhere. Owned by the main thread. It holds the environment: it is no record,
 * and prints nothing.
 */
public final class Administrator {
  private final UserId user;
  private final @Nullable Path passwordFile;
  private final Keyboard keyboard;
  private final Map<String, String> environment;

  /**
   * @param passwordFile null for the terminal
   * @param environment says where systemd puts credentials
   */
  public Administrator(
      UserId user,
      @Nullable Path passwordFile,
      Keyboard keyboard,
      Map<String, String> environment) {
    this.user = user;
    this.passwordFile = passwordFile;
    this.keyboard = keyboard;
    this.environment = Map.copyOf(environment);
  }

  /** As whom. */
  UserId user() {
    return user;
  }

  /** Whether there is somebody to ask, or something to read. */
  boolean isThere() {
    return passwordFile != null || keyboard.attended();
  }

  /**
   * His login.
   *
   * @param cluster its name, for the person
   * @throws SettingsException if the file cannot be read, or others can
   * @throws UsageProblem if nobody is there
   */
  PasswordLogin login(String cluster, Product product) {
    Secret password =
        passwordFile == null
            ? typed("Password of %s at %s, for this one login (it is not shown): ", cluster)
            : fromFile(passwordFile);
    SecondFactor factor =
        new TypedCode(() -> typed("Code of %s at %s from the authenticator app: ", cluster));
    return new PasswordLogin(user, password, factor, product);
  }

  private Secret typed(String prompt, String cluster) {
    if (!keyboard.attended()) {
      throw new UsageProblem(
          "There is no terminal to type at, for " + user + " at cluster " + cluster + ".");
    }
    return SecretInput.secret(keyboard.hidden(prompt.formatted(user, cluster)));
  }

  private Secret fromFile(Path file) {
    try {
      return PrivateFile.at(file, environment).secret("the password", "change it");
    } catch (SecretException unusable) {
      throw new SettingsException("--password-file: " + unusable.getMessage());
    } catch (IllegalArgumentException none) {
      throw new SettingsException(
          "--password-file: the file " + file + " holds no password: " + none.getMessage() + ".");
    }
  }
}
