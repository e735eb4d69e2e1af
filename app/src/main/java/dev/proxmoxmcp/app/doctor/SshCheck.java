package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.SshFailed;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.ssh.HostKeys;
import dev.proxmoxmcp.client.ssh.NodeShell;
import dev.proxmoxmcp.client.ssh.SshSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * 21: each node shows a host key that is known, and lets our key in. Then we hang up: no command is
 * sent, not even an empty one, so that there is nothing for a gate to decide about.
 */
final class SshCheck implements ClusterCheck {
  private static final int MOST_NODES = 8;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Override
  public Check check() {
    return Check.SSH;
  }

  private record Node(NodeName name, HostAddress address) {}

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    SshSettings ssh = visit.connection().settings().ssh();
    if (visit.product() == Product.PBS) {
      return List.of();
    }
    if (ssh == null) {
      return List.of(
          Finding.ok(Check.SSH, "Not configured, so that no command can be run in containers."));
    }
    List<Node> nodes = nodes(ssh, visit.status());
    if (nodes.isEmpty()) {
      return List.of(
          Finding.warning(
              Check.SSH,
              "Neither the settings nor the cluster tell the address of any node.",
              Mend.set("", "PROXMOX_SSH_NODES=NODE=ADDRESS")));
    }
    List<Finding> findings =
        SideBySide.of(nodes, LIMIT, node -> meet(ssh, node), node -> silent(ssh, node));
    boolean well = findings.stream().allMatch(finding -> finding.level() == Finding.Level.OK);
    return well
        ? List.of(
            Finding.ok(
                Check.SSH,
                "%s logs in at %d %s."
                    .formatted(ssh.user(), nodes.size(), nodes.size() == 1 ? "node" : "nodes")))
        : findings.stream().filter(finding -> finding.level() != Finding.Level.OK).toList();
  }

  private static List<Node> nodes(SshSettings ssh, @Nullable ClusterStatus status) {
    Map<NodeName, HostAddress> all = new TreeMap<>(ssh.addresses());
    if (status != null) {
      for (ClusterStatus.Member member : status.members()) {
        String address = member.address();
        if (member.online() && address != null) {
          all.putIfAbsent(member.name(), new HostAddress(address, ssh.port()));
        }
      }
    }
    List<Node> nodes = new ArrayList<>();
    all.forEach((name, address) -> nodes.add(new Node(name, address)));
    return nodes.subList(0, Math.min(MOST_NODES, nodes.size()));
  }

  private static Finding meet(SshSettings ssh, Node node) {
    try {
      NodeShell.meet(ssh, node.name(), node.address(), CONNECT);
      return Finding.ok(Check.SSH, "");
    } catch (SshFailed failed) {
      return new Finding(
          Finding.Level.WARNING,
          Check.SSH,
          String.valueOf(failed.getMessage()),
          mends(ssh, node, failed.reason()));
    }
  }

  private static List<Mend> mends(SshSettings ssh, Node node, SshFailed.Reason reason) {
    String place = "node " + node.name();
    String host = Shell.word(node.address().host());
    return switch (reason) {
      case HOST_KEY ->
          switch (ssh.hostKeys()) {
            case HostKeys.KnownHosts(var file) ->
                List.of(
                    Mend.runOn(place, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"),
                    Mend.todo("If that is the fingerprint of the message:"),
                    Mend.run(
                        "ssh-keyscan -t ed25519 -p %d %s >> %s"
                            .formatted(node.address().port(), host, Shell.word(file))));
            case HostKeys.Pins _ ->
                List.of(
                    Mend.runOn(place, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"),
                    Mend.todo("Add what that shows to the host keys of the settings."));
          };
      case LOGIN ->
          List.of(
              Mend.run(
                  "ssh-copy-id -i %s -p %d %s@%s"
                      .formatted(
                          Shell.word(ssh.keyFile()), node.address().port(), ssh.user(), host)));
      case NOT_CONFIGURED, UNREACHABLE, BROKEN ->
          List.of(Mend.runOn(place, "systemctl enable --now ssh"));
    };
  }

  private static Finding silent(SshSettings ssh, Node node) {
    return Finding.warning(
        Check.SSH,
        "Node %s (%s) took longer than %d s for a login of %s by SSH."
            .formatted(node.name(), node.address(), LIMIT.toSeconds(), ssh.user()),
        Mend.runOn("node " + node.name(), "systemctl status ssh"));
  }
}
