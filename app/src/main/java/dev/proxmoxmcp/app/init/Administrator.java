package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.SecondFactor;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TypedCode;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.cluster.Version;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One login by a password, which is kept nowhere. It reads, and administers users, roles, tokens
 * and permissions; its gate lets nothing else out. Owned by the main thread.
 */
final class Administrator implements AutoCloseable {
  private static final String AREA = "/access/";

  private final UserId user;
  private final Secret password;
  private final Cluster cluster;
  private final Version version;

  private Administrator(Login login, Cluster cluster, Version version) {
    this.user = login.user();
    this.password = login.password();
    this.cluster = cluster;
    this.version = version;
  }

  /**
   * How to log in.
   *
   * @param factor null if none was given; a code is asked for if one is wanted
   */
  record Login(UserId user, Secret password, @Nullable SecondFactor factor) {}

  /**
   * Logs in.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if that fails
   */
  static Administrator login(
      Target target, Login login, Dialogue dialogue, InstantSource clock, Pause pause) {
    SecondFactor given = login.factor();
    SecondFactor factor = given == null ? new TypedCode(() -> code(login.user(), dialogue)) : given;
    return open(target, login, factor, clock, pause);
  }

  private static Secret code(UserId user, Dialogue dialogue) {
    return dialogue.hidden(
        "Code of the authenticator app of " + user,
        "--totp-secret-file",
        typed -> {
          if (!typed.reveal().replaceAll("\\s", "").matches("\\d{6}")) {
            throw new IllegalArgumentException("that is no code: it has six digits");
          }
        });
  }

  private static Administrator open(
      Target target, Login login, SecondFactor factor, InstantSource clock, Pause pause) {
    Cluster cluster =
        Cluster.open(
            new ClusterSettings(
                target.name(),
                List.of(target.host()),
                new PasswordLogin(login.user(), login.password(), factor, target.product()),
                target.identity().trust(),
                Timeouts.standard()),
            clock,
            pause);
    Administrator loggedIn = null;
    try {
      Version version = cluster.through(Gate.readsOnly()).cluster().version();
      loggedIn = new Administrator(login, cluster, version);
      return loggedIn;
    } finally {
      if (loggedIn == null) {
        cluster.close();
        login.password().destroy();
      }
    }
  }

  UserId user() {
    return user;
  }

  Version version() {
    return version;
  }

  BoundCluster bound() {
    return cluster.through(Administrator::pass);
  }

  private static void pass(Outgoing outgoing) {
    boolean own =
        outgoing instanceof Outgoing.ApiRequest request
            && (request.tier() == Tier.READ
                || (request.tier() == Tier.ADMIN && request.path().startsWith(AREA)));
    if (!own) {
      throw new Refused(outgoing, "setting up a token takes nothing of the kind");
    }
  }

  @Override
  public void close() {
    cluster.close();
    password.destroy();
  }
}
