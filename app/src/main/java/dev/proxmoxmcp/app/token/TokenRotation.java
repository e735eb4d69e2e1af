package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.client.access.Tokens;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the token of a cluster another secret: in place where the host can, else by a second token
 * that takes its place. Until a secret is made, a failure leaves all as it was; after that, the
 * secret is written down in any case. Owned by one thread.
 */
final class TokenRotation {
  private final Site site;
  private final SecretHome home;
  private final Lifetime lifetime;
  private final Rescue rescue;

  /**
   * What is rotated, and how its cluster is reached.
   *
   * @param cluster its name in the settings
   * @param token as it is
   * @param opener reaches the cluster as somebody
   */
  record Site(
      String cluster, ApiToken token, Function<Credentials, Cluster> opener, InstantSource clock) {
    TokenId id() {
      return token.id();
    }

    Cluster as(Credentials somebody) {
      return opener.apply(somebody);
    }

    RotationGate gate() {
      return new RotationGate(id().user());
    }
  }

  /**
   * @param home where the new secret goes
   */
  TokenRotation(Site site, SecretHome home, Lifetime lifetime, Rescue rescue) {
    this.site = site;
    this.home = home;
    this.lifetime = lifetime;
    this.rescue = rescue;
  }

  /**
   * Rotates it.
   *
   * @param somebody who may: the token itself, or an administrator
   * @param second for a host that cannot make a new secret in place
   * @throws ProxmoxException if that failed and nothing has changed
   * @throws RotationFailed if something has
   */
  Rotated rotate(Credentials somebody, SecondToken second) throws InterruptedException {
    try (Cluster cluster = site.as(somebody)) {
      BoundCluster by = cluster.through(site.gate());
      TokenInfo info =
          by.access()
              .tokens()
              .find(site.id())
              .orElseThrow(() ->
                  new RotationFailed(
                      "There is no token "
                          + site.id()
                          + " at cluster "
                          + site.cluster()
                          + " any more; create one, and name it in the settings.",
                      null));
      TokenInfo wanted = info.expiring(lifetime.end(info.expires(), site.clock()));
      return regenerates(by) ? inPlace(by, wanted) : second.takePlace(by, somebody, wanted);
    }
  }

  /** Whether the host, at its own version, makes a new secret for a token that is there. */
  private static boolean regenerates(BoundCluster by) {
    String template =
        "/access/users/{userid}/token/"
            + switch (by.product()) {
              case PVE -> "{tokenid}";
              case PBS -> "{token-name}";
            };
    return by.catalogs()
        .current()
        .catalog()
        .endpoint(ApiMethod.PUT, template)
        .flatMap(endpoint -> endpoint.parameter("regenerate"))
        .isPresent();
  }

  private Rotated inPlace(BoundCluster by, TokenInfo wanted) throws InterruptedException {
    ApiToken fresh = regenerated(by.access().tokens(), wanted.expires());
    String where = kept(fresh);
    List<String> notes = new ArrayList<>();
    try (Cluster asItself = site.as(fresh)) {
      asItself.through(site.gate()).cluster().version();
    } catch (ProxmoxException failed) {
      notes.add("It was not accepted when it was tried: " + failed.getMessage());
    }
    return new Rotated(site.id(), site.id(), where, wanted.expires(), notes);
  }

  private ApiToken regenerated(Tokens tokens, @Nullable Instant end) {
    try {
      return tokens.regenerate(site.id(), end);
    } catch (ProxmoxException failed) {
      if (failed.delivery() == Delivery.UNKNOWN || failed instanceof UnexpectedReply) {
        throw new RotationFailed(
            failed.getMessage()
                + " If the host has made a new secret, nobody knows it, and the old one is refused"
                + " from now on. Run the command again; if it then needs an administrator, that"
                + " was so.",
            failed);
      }
      throw failed;
    }
  }

  /** Writes it where it belongs, or wherever else it is not lost. */
  private String kept(ApiToken fresh) {
    try {
      return home.keep(fresh.secret());
    } catch (SecretException failed) {
      throw new RotationFailed(rescued(fresh, String.valueOf(failed.getMessage())), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RotationFailed(rescued(fresh, "the program was told to end."), interrupted);
    }
  }

  private String rescued(ApiToken fresh, String why) {
    Path file = rescue.keep(site.cluster(), fresh.secret()).orElse(null);
    String begin =
        "Token "
            + fresh
            + " has a new secret, the old one is refused, and the new one could not be written"
            + " where the settings look for it: "
            + why;
    return file == null
        ? begin
            + " Nor could it be written anywhere else, so it is lost. Mend that, and run the"
            + " command again with --as root@pam."
        : begin
            + " It is in "
            + file
            + ", readable by you alone, and nowhere else. Mend that, then run: "
            + home.command(file);
  }
}
