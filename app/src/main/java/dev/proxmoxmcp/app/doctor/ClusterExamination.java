package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at one cluster, or one Backup Server, from the outside to the inside: what would only fail
 * for the same reason is left out. Only reads are sent.
 */
final class ClusterExamination {
  /** For each check of a cluster that lets us in; a hung storage keeps a node for 30 s. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final List<HostCheck> OUTSIDE =
      List.of(
          new NameCheck(),
          new PortCheck(),
          new ExpiryCheck(),
          new CertificateCheck(),
          new ProxmoxCheck(),
          new ProxyCheck());

  private static final List<ClusterCheck> INSIDE =
      List.of(
          new ClockCheck(),
          new TokenCheck(),
          new SeparationCheck(),
          new PrivilegesCheck(),
          new BackupsCheck(),
          new JournalCheck(),
          new VersionCheck(),
          new MembersCheck(),
          new AgentCheck(),
          new SshCheck());

  private final Connection connection;
  private final BoundCluster cluster;
  private final InstantSource clock;
  private final Wanted wanted;

  ClusterExamination(Connection connection, Cluster cluster, InstantSource clock, Wanted wanted) {
    this.connection = connection;
    this.cluster = cluster.through(Gate.readsOnly());
    this.clock = clock;
    this.wanted = wanted;
  }

  List<Finding> findings() throws InterruptedException {
    List<HostVisit> hosts =
        connection.settings().hosts().stream()
            .map(host -> new HostVisit(host, connection, cluster, clock))
            .toList();
    List<Finding> findings = new ArrayList<>();
    SideBySide.of(hosts, LIMIT, ClusterExamination::outside, ClusterExamination::silent)
        .forEach(findings::addAll);
    if (hosts.stream().noneMatch(HostVisit::isProxmox)) {
      return findings;
    }
    CredentialCheck credential = new CredentialCheck(connection, cluster);
    findings.add(credential.look());
    Optional<Version> version = credential.accepted();
    if (version.isPresent()) {
      findings.addAll(inside(version.get()));
    }
    return findings;
  }

  private static List<Finding> outside(HostVisit host) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (HostCheck check : OUTSIDE) {
      List<Finding> found = check.look(host);
      findings.addAll(found);
      if (found.stream().anyMatch(Finding::isProblem)) {
        break;
      }
    }
    return findings;
  }

  private static List<Finding> silent(HostVisit host) {
    return List.of(
        Finding.problem(
            Check.PORT,
            "%s took longer than %d s.".formatted(host.address(), LIMIT.toSeconds()),
            Mend.runOn(host.place(), "systemctl status " + host.product().proxy())));
  }

  private List<Finding> inside(Version version) throws InterruptedException {
    ClusterVisit visit = ClusterVisit.of(connection, cluster, version, clock, wanted);
    return SideBySide.of(
            INSIDE, LIMIT, check -> look(check, visit), ClusterExamination::tookTooLong)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Finding> look(ClusterCheck check, ClusterVisit visit)
      throws InterruptedException {
    try {
      return check.look(visit);
    } catch (ProxmoxException failed) {
      return List.of(
          Finding.warning(check.check(), "This could not be looked at. " + failed.getMessage()));
    }
  }

  private static List<Finding> tookTooLong(ClusterCheck check) {
    return List.of(
        Finding.warning(
            check.check(),
            "The answers took longer than %d s, so this is not known."
                .formatted(LIMIT.toSeconds())));
  }
}
