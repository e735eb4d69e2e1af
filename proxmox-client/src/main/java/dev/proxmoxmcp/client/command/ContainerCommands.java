package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.SshFailed;
import dev.proxmoxmcp.client.cluster.ClusterApi;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.ssh.NodeShell;
import dev.proxmoxmcp.client.ssh.SshSettings;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts commands in containers by {@code pct exec} on their node, which no API offers. Nothing of
 * SSH is loaded before the first one. Thread-safe.
 */
public final class ContainerCommands {
  private final Session session;
  private final @Nullable SshSettings settings;
  private final Duration connectLimit;
  private final Pause pause;

  /**
   * For {@link dev.proxmoxmcp.client.BoundCluster}.
   *
   * @param settings null if no SSH is configured
   * @param connectLimit for a connection and each step of a login
   */
  public ContainerCommands(
      Session session, @Nullable SshSettings settings, Duration connectLimit, Pause pause) {
    this.session = session;
    this.settings = settings;
    this.connectLimit = connectLimit;
    this.pause = pause;
  }

  /** Whether SSH is configured. */
  boolean configured() {
    return settings != null;
  }

  Outgoing.SshCommand outgoing(GuestRef guest, GuestCommand command) {
    // told even if nothing is configured, so that it can be decided about first
    List<String> words = new ArrayList<>();
    if (settings != null && settings.sudo()) {
      words.addAll(List.of("sudo", "-n"));
    }
    words.addAll(List.of("pct", "exec", guest.vmid().toString(), "--"));
    words.addAll(command.words());
    return new Outgoing.SshCommand(
        session.cluster(),
        guest.node(),
        settings == null ? "root" : settings.user(),
        guest.vmid(),
        words,
        command.input());
  }

  Tracked start(CommandId id, GuestCommand command) {
    Outgoing.SshCommand outgoing = outgoing(id.guest(), command);
    SshSettings ssh = withAddress(configured(id.guest()), id.guest().node());
    session.pass(outgoing);
    OutputCollector out = new OutputCollector();
    OutputCollector err = new OutputCollector();
    NodeShell shell = started(ssh, outgoing, command, out, err);
    return new ShellCommand(id, shell, out, err, pause);
  }

  /** The gate learns what became of what it let pass. */
  private NodeShell started(
      SshSettings ssh,
      Outgoing.SshCommand outgoing,
      GuestCommand command,
      OutputCollector out,
      OutputCollector err) {
    try {
      NodeShell shell =
          NodeShell.start(
              ssh,
              outgoing.node(),
              outgoing.words(),
              new NodeShell.Streams(new ByteArrayInputStream(command.inputBytes()), out, err),
              connectLimit);
      session.answered(outgoing, "begun");
      return shell;
    } catch (SshFailed failure) {
      session.answered(outgoing, failure.getMessage());
      throw failure;
    } finally {
      session.ended(outgoing);
    }
  }

  private SshSettings configured(GuestRef guest) {
    if (settings == null) {
      throw new SshFailed(
          SshFailed.Reason.NOT_CONFIGURED,
          "Commands in containers are run by SSH on their node, since the Proxmox API has no call"
              + " for them, and no SSH is configured for cluster "
              + session.cluster()
              + ". Nothing was sent. Whoever starts the server can set PROXMOX_SSH_USER,"
              + " PROXMOX_SSH_KEY_FILE and PROXMOX_SSH_KNOWN_HOSTS, or `ssh` of the cluster in the"
              + " settings file, to reach "
              + guest
              + ".",
          Delivery.NOT_SENT,
          null);
    }
    return settings;
  }

  /** Where the settings say that the node is, else where the cluster says. */
  private SshSettings withAddress(SshSettings ssh, NodeName node) {
    if (ssh.addresses().containsKey(node)) {
      return ssh;
    }
    String told =
        new ClusterApi(session)
            .status().members().stream()
                .filter(member -> member.name().equals(node))
                .map(ClusterStatus.Member::address)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> unknown(node));
    Map<NodeName, HostAddress> addresses = new HashMap<>(ssh.addresses());
    addresses.put(node, new HostAddress(told, ssh.port()));
    return new SshSettings(ssh.user(), ssh.keyFile(), ssh.hostKeys(), ssh.port(), addresses);
  }

  private static SshFailed unknown(NodeName node) {
    return new SshFailed(
        SshFailed.Reason.UNREACHABLE,
        "Could not run a command on node "
            + node
            + " by SSH: the cluster does not tell its address. Nothing was sent. Name it in the"
            + " settings (PROXMOX_SSH_NODES="
            + node
            + "=ADDRESS).",
        Delivery.NOT_SENT,
        null);
  }
}
