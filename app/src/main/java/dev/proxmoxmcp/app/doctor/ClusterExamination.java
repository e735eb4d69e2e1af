package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.Version;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.client.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one cluster, or one Backup Server, from the outside to the inside: what would only fail
 * for the same reason is left out. Only reads are sent.
 */
final class ClusterExamination {
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(14);

  /** The first release that the built-in catalogs know. */
  private static final String OLDEST = ApiCatalog.builtIn(Product.PVE).getFirst();

  private final ClusterSettings settings;
  private final Cluster cluster;
  private final InstantSource clock;
  private final Set<Tier> allowed;
  private final List<Finding> findings = new ArrayList<>();

  ClusterExamination(
      ClusterSettings settings, Cluster cluster, InstantSource clock, Set<Tier> allowed) {
    this.settings = settings;
    this.cluster = cluster;
    this.clock = clock;
    this.allowed = allowed;
  }

  /**
   * What was found.
   *
   * @throws InterruptedException if the caller is interrupted
   */
  Examined examine() throws InterruptedException {
    boolean anybody = false;
    for (HostAddress host : settings.hosts()) {
      anybody |= certificate(host);
    }
    if (anybody) {
      BoundCluster bound = cluster.through(Gate.readsOnly());
      try {
        Version version = bound.cluster().version();
        login(version);
        expiry(bound);
        if (product() == Product.PVE) {
          members(bound);
        }
        findings.addAll(
            new Rights(bound.access().authId(), product(), bound.access().permissions())
                .findings(version, allowed));
      } catch (ProxmoxException failure) {
        failed(failure);
      }
    }
    return new Examined(
        settings.name(),
        settings.hosts().stream().map(HostAddress::toString).collect(Collectors.joining(", ")),
        findings);
  }

  private Product product() {
    return settings.credentials().product();
  }

  /** Whether somebody is there who presents one. */
  private boolean certificate(HostAddress host) throws InterruptedException {
    try {
      PresentedCertificate certificate = CertificateProbe.read(host, product(), PROBE);
      Instant end = certificate.notAfter();
      String text =
          host
              + " presents subject "
              + ForeignText.line(certificate.subject(), 100)
              + ", valid until "
              + end
              + ", SHA-256 "
              + certificate.fingerprint()
              + ".";
      boolean dated = !(settings.trust() instanceof Trust.Pins);
      findings.add(
          dated && isNear(end, SOON)
              ? Finding.warning(
                  "certificate",
                  text + " It " + Remaining.words(end, clock.instant()) + ".",
                  renewal())
              : Finding.ok("certificate", text));
      return true;
    } catch (IOException absent) {
      findings.add(
          Finding.problem(
              "connection",
              String.valueOf(absent.getMessage()),
              "see whether it is up, and whether host and port stand right in the settings"));
      return false;
    }
  }

  private String renewal() {
    return product() == Product.PVE
        ? "on the node: pvecm updatecerts --force (its own), or pvenode acme cert renew"
        : "on the host: proxmox-backup-manager cert update --force";
  }

  private void login(Version version) {
    String text =
        "%s is accepted by %s %s."
            .formatted(
                settings.credentials().id().begins(),
                product().title(),
                ForeignText.line(version.version(), 40));
    findings.add(
        product() == Product.PVE && isOld(version)
            ? Finding.warning(
                "version",
                text + " What is older than " + OLDEST + " is not known to this program.",
                "upgrade it: Proxmox no longer maintains it either")
            : Finding.ok("login", text));
  }

  private static boolean isOld(Version version) {
    try {
      return Double.parseDouble(version.release()) < Double.parseDouble(OLDEST);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private void expiry(BoundCluster bound) {
    if (!(bound.access().authId() instanceof TokenId token)) {
      return;
    }
    try {
      Instant end = bound.access().tokens().find(token).map(TokenInfo::expires).orElse(null);
      String rotate = "proxmox-mcp token rotate " + settings.name();
      switch (Remaining.of(end, clock.instant())) {
        case ENDLESS ->
            findings.add(
                Finding.warning(
                    "token", "Token " + token + " never expires.", rotate + " --expires 365"));
        case AMPLE ->
            findings.add(Finding.ok("token", "Token " + token + " expires on " + end + "."));
        case SOON -> findings.add(Finding.warning("token", ending(token, end), rotate));
        case VERY_SOON, OVER -> findings.add(Finding.problem("token", ending(token, end), rotate));
      }
    } catch (PermissionDenied _) {
      findings.add(
          Finding.ok(
              "token",
              "When it expires is not visible to token "
                  + token
                  + " itself; on the host: "
                  + product().tokensCommand(token.user().toString())));
    }
  }

  private String ending(TokenId token, @Nullable Instant end) {
    return "Token "
        + token
        + " "
        + (end == null ? "" : Remaining.words(end, clock.instant()) + ", on " + end)
        + ".";
  }

  private void members(BoundCluster bound) {
    ClusterStatus status;
    try {
      status = bound.cluster().status();
    } catch (PermissionDenied _) {
      return; // what lacks is said of the rights
    }
    List<String> gone =
        status.members().stream()
            .filter(member -> !member.online())
            .map(member -> member.name().value())
            .toList();
    if (!status.quorate()) {
      findings.add(
          Finding.problem(
              "quorum",
              "The cluster has no quorum, so nothing can be changed; not there: "
                  + String.join(", ", gone)
                  + ".",
              "bring the nodes back; on a node: pvecm status"));
    } else if (!gone.isEmpty()) {
      findings.add(
          Finding.warning(
              "nodes",
              "Not there: " + String.join(", ", gone) + ".",
              "on another node: pvecm status; journalctl -u corosync"));
    } else {
      findings.add(
          Finding.ok(
              "nodes",
              status.standalone()
                  ? "A single node."
                  : status.nodesOnline() + " of " + status.members().size() + " nodes are there."));
    }
  }

  private void failed(ProxmoxException failure) {
    String message = String.valueOf(failure.getMessage());
    findings.add(
        switch (failure) {
          case CertificateRejected rejected ->
              Finding.problem("trust", message, rejected.certificate().pinLine());
          default -> Finding.problem("login", message, "");
        });
  }

  private boolean isNear(Instant end, Duration distance) {
    return end.isBefore(clock.instant().plus(distance));
  }
}
