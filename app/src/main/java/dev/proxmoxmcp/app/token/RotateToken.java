package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.settings.ClusterEntry;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.TokenIdEdit;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rotates the token of one cluster of the settings, by itself where its rights allow that, else by
 * an administrator. Owned by the main thread.
 */
public final class RotateToken {
  private final Order order;
  private final StoreAccess store;
  private final Function<Credentials, Cluster> opener;
  private final InstantSource clock;

  /**
   * What to rotate.
   *
   * @param settings how the cluster is reached now
   * @param entry what the settings say of it
   * @param file the settings file; null if there is none
   */
  public record Order(
      ClusterSettings settings, ClusterEntry entry, @Nullable Path file, Lifetime lifetime) {
    private String cluster() {
      return settings.name();
    }
  }

  /**
   * @param store the secret store of the settings
   * @param opener reaches the cluster as somebody
   * @param clock for the end of the token
   */
  public RotateToken(
      Order order, StoreAccess store, Function<Credentials, Cluster> opener, InstantSource clock) {
    this.order = order;
    this.store = store;
    this.opener = opener;
    this.clock = clock;
  }

  /**
   * Rotates it.
   *
   * @param administrator who logs in where the token may not do it itself
   * @param atOnce whether he does so without the token being tried
   * @throws SettingsException if it cannot be done with these settings; nothing was changed
   * @throws ProxmoxException if the host refused; nothing was changed
   * @throws RotationFailed if it came to no end
   */
  public Rotated by(Administrator administrator, boolean atOnce) throws InterruptedException {
    if (!(order.settings().credentials() instanceof ApiToken token)) {
      throw new SettingsException(
          "Cluster "
              + order.cluster()
              + " is logged in to with a password; there is no token to rotate. Change the password"
              + " on the host, then where the settings take it from.");
    }
    try (SecretHome home = SecretHome.open(order.entry().places().home(), store)) {
      TokenRotation.Site site = new TokenRotation.Site(order.cluster(), token, opener, clock);
      TokenRotation rotation =
          new TokenRotation(site, home, order.lifetime(), new Rescue(store.rescueFolders()));
      SecondToken second = new SecondToken(site, home, () -> edit(token));
      if (!atOnce) {
        try {
          return rotation.rotate(token, second);
        } catch (PermissionDenied | Unauthenticated refused) {
          mustBeThere(administrator, refused);
        }
      }
      PasswordLogin login = administrator.login(order.cluster(), token.product());
      try {
        return rotation.rotate(login, second);
      } finally {
        login.password().destroy();
      }
    }
  }

  private TokenIdEdit edit(ApiToken token) {
    try {
      return TokenIdEdit.prepare(order.file(), order.entry().name(), token.id().name());
    } catch (SettingsException refused) {
      throw new SettingsException(
          "This host cannot make a new secret for a token that is there, so a second token takes"
              + " its place, whose name the settings must say: "
              + refused.getMessage()
              + " Nothing was changed.");
    }
  }

  private static void mustBeThere(Administrator administrator, ProxmoxException refused) {
    if (!administrator.isThere()) {
      throw new AdministratorNeeded(
          refused.getMessage()
              + "\nNothing was changed. A token may only rotate itself where it may change its user"
              + " (User.Modify), which few should. Run this at a terminal, to log in once as "
              + administrator.user()
              + " (another one by --as), or with --password-file FILE.");
    }
  }
}
