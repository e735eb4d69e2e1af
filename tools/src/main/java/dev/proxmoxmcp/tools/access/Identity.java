package dev.proxmoxmcp.tools.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.AccessView;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.client.cluster.Version;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As whom this server acts at one cluster, and what it may do there.
 *
 * @param cluster its name in the settings
 * @param version of the host, made harmless to show
 * @param expiry when it ends
 * @param tiers that this server allows by itself, and those that it asks a person about
 * @param access who it is, and what it may
 * @param coverage of every toolset
 */
record Identity(
    String cluster,
    HostVersion version,
    Expiry expiry,
    Tiers tiers,
    AccessView access,
    List<Coverage> coverage) {
  /** What the host is. */
  record HostVersion(Product product, String version) {
    @Override
    public String toString() {
      return product.title() + " " + version;
    }
  }

  /** When a token ends, as far as that can be known. */
  sealed interface Expiry {
    /** A user who logs in with a password. */
    record OfNobody() implements Expiry {}

    /** Proxmox does not show it to this token. */
    record NotVisible(String needs) implements Expiry {}

    /**
     * It is known.
     *
     * @param end null for never
     */
    record Known(@Nullable Instant end, Remaining remaining, String words) implements Expiry {}
  }

  /** What this server lets pass by itself, and what it asks a person about. */
  record Tiers(List<Tier> allowed, List<Tier> asking) {}

  /**
   * Asks the host.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if it does not answer, or does not know who asks
   */
  static Identity ask(CallContext context) {
    BoundCluster cluster = context.cluster();
    Access access = cluster.access();
    Version version = cluster.cluster().version();
    AccessView view = AccessView.of(cluster);
    return new Identity(
        context.clusterName(),
        new HostVersion(cluster.product(), Foreign.word(version.version())),
        expiry(access, cluster.product(), context.now()),
        new Tiers(
            Arrays.stream(Tier.values()).filter(context::allows).toList(),
            Arrays.stream(Tier.values()).filter(tier -> !context.allows(tier)).toList()),
        view,
        Coverage.of(cluster.product(), version.release(), view.held()));
  }

  private static Expiry expiry(Access access, Product product, Instant now) {
    if (!(access.authId() instanceof TokenId token)) {
      return new Expiry.OfNobody();
    }
    try {
      Optional<TokenInfo> info = access.tokens().find(token);
      Instant end = info.map(TokenInfo::expires).orElse(null);
      return new Expiry.Known(
          end, Remaining.of(end, now), end == null ? "never expires" : Remaining.words(end, now));
    } catch (PermissionDenied _) {
      return new Expiry.NotVisible(
          product == Product.PVE ? "Sys.Audit on /access/groups" : "Sys.Audit on /access/users");
    }
  }

  /** Toolsets of allowed tiers whose tools work. */
  List<Coverage> works() {
    return allowed().filter(Coverage::works).toList();
  }

  /** Toolsets of the other tiers whose tools work once a person has said yes. */
  List<Coverage> worksAfterYes() {
    return coverage.stream()
        .filter(one -> tiers.asking().contains(one.toolset().tier()))
        .filter(Coverage::works)
        .toList();
  }

  /** Toolsets of allowed tiers whose tools would fail. */
  List<Coverage> fails() {
    return allowed().filter(one -> !one.works()).toList();
  }

  private Stream<Coverage> allowed() {
    return coverage.stream().filter(one -> tiers.allowed().contains(one.toolset().tier()));
  }

  /** In words, what a toolset does here. */
  String does(Coverage one) {
    return one.toolset().does(version.product());
  }

  /** As whom this server acts: a token or a user. */
  AuthId who() {
    return access.who();
  }

  /** All rights. */
  Permissions held() {
    return access.held();
  }

  /** The commands that give what lacks. */
  String grant(Coverage one) {
    return access.mend(one.lacks());
  }

  /** The command that gives the token another end; "" where that is not to be said. */
  String rotation() {
    return expiry instanceof Expiry.Known known
            && known.remaining() != Remaining.AMPLE
            && known.remaining() != Remaining.ENDLESS
        ? "proxmox-mcp token rotate " + cluster
        : "";
  }
}
