package dev.proxmoxmcp.client.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.Session;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.SshFailed;
import dev.proxmoxmcp.client.SshFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * A connection to a node that runs one command. Made by {@link #start}, which blocks until the
 * command runs. Thread-safe.
 */
public final class NodeShell implements AutoCloseable {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
  private static final int KEEP_ALIVES_LOST = 3;
  private static final Duration LOOK = Duration.ofMillis(10);

  /** A command that runs longer is left to itself: each holds a connection. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final NodeName node;
  private final HostAddress address;
  private final Session session;
  private final ChannelExec channel;

  private NodeShell(NodeName node, HostAddress address, Session session, ChannelExec channel) {
    this.node = node;
    this.address = address;
    this.session = session;
    this.channel = channel;
  }

  /** Where the bytes go that a command reads and writes. */
  public record Streams(InputStream input, OutputStream out, OutputStream err) {}

  /** How the connection ended. */
  public sealed interface End {
    /** The command ended by itself. */
    record Exited(int code) implements End {}

    /** A signal ended it: its name without SIG. */
    record Signalled(String signal) implements End {}

    /** Nobody said how. */
    record Untold() implements End {}
  }

  /**
   * Connects, verifies the node's host key before it shows who it is, logs in and starts the
   * command.
   *
   * @param words passed on by the node's shell as they are
   * @throws SshFailed if one of that does not come about
   */
  public static NodeShell start(
      SshSettings settings, NodeName node, List<String> words, Streams streams, Duration limit) {
    HostAddress address = settings.addresses().get(node);
    if (address == null) {
      throw new IllegalArgumentException("no address of node " + node);
    }
    JSch library = new JSch();
    Session session = connected(library, settings, node, address, limit);
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      channel.setCommand(ShellWords.line(words).getBytes(StandardCharsets.UTF_8));
      channel.setInputStream(streams.input());
      channel.setOutputStream(streams.out());
      channel.setErrStream(streams.err());
      channel.connect((int) limit.toMillis());
      return new NodeShell(node, address, session, channel);
    } catch (JSchException broken) {
      session.disconnect();
      throw failed(
          Reason.BROKEN,
          node,
          address,
          "the connection was made, but the command could not be started: " + said(broken),
          Delivery.UNKNOWN,
          broken);
    }
  }

  /**
   * Connects, verifies the host key, logs in, and hangs up: no command is sent.
   *
   * @throws SshFailed if one of that does not come about
   */
  public static void meet(
      SshSettings settings, NodeName node, HostAddress address, Duration limit) {
    connected(new JSch(), settings, node, address, limit).disconnect();
  }

  private static Session connected(
      JSch library, SshSettings settings, NodeName node, HostAddress address, Duration limit) {
    NodeKeys keys = keys(library, settings, node, address);
    try {
      library.addIdentity(
          settings.keyFile().toString(), Files.readAllBytes(settings.keyFile()), null, null);
      Session session = library.getSession(settings.user(), address.host(), address.port());
      session.setHostKeyRepository(keys);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("PreferredAuthentications", "publickey");
      session.setServerAliveInterval((int) KEEP_ALIVE.toMillis());
      session.setServerAliveCountMax(KEEP_ALIVES_LOST);
      session.setDaemonThread(true);
      session.connect((int) limit.toMillis());
      return session;
    } catch (IOException unreadable) {
      throw failed(
          Reason.LOGIN,
          node,
          address,
          "the key file " + settings.keyFile() + " cannot be read.",
          Delivery.NOT_SENT,
          unreadable);
    } catch (JSchUnknownHostKeyException | JSchChangedHostKeyException wrong) {
      throw failed(
          Reason.HOST_KEY, node, address, hostKey(wrong, keys, node), Delivery.NOT_SENT, wrong);
    } catch (JSchException notConnected) {
      throw notConnected(settings, node, address, notConnected);
    }
  }

  private static NodeKeys keys(
      JSch library, SshSettings settings, NodeName node, HostAddress address) {
    try {
      return NodeKeys.of(settings.hostKeys(), node.value(), library);
    } catch (JSchException unreadable) {
      throw failed(
          Reason.HOST_KEY,
          node,
          address,
          "the file of known hosts cannot be read: " + said(unreadable),
          Delivery.NOT_SENT,
          unreadable);
    }
  }

  private static String hostKey(JSchException wrong, NodeKeys keys, NodeName node) {
    boolean changed = wrong instanceof JSchChangedHostKeyException;
    return (changed
            ? "it shows another host key than the known one ("
            : "it shows a host key that is not known (")
        + keys.shown()
        + "), so nothing was sent to it. Compare it with `ssh-keygen -lf"
        + " /etc/ssh/ssh_host_ed25519_key.pub` on node "
        + node
        + " itself, and only if it is the same, "
        + (changed ? "replace the entry." : "add it to the file of known hosts, or pin it.");
  }

  private static SshFailed notConnected(
      SshSettings settings, NodeName node, HostAddress address, JSchException cause) {
    String said = said(cause);
    boolean login = said.contains("Auth") || said.contains("invalid privatekey");
    return login
        ? failed(
            Reason.LOGIN,
            node,
            address,
            "user "
                + settings.user()
                + " with the key "
                + settings.keyFile()
                + " was not accepted ("
                + said
                + "). The key needs no passphrase, and its public half belongs into"
                + " ~/.ssh/authorized_keys of that user on the node.",
            Delivery.NOT_SENT,
            cause)
        : failed(
            Reason.UNREACHABLE,
            node,
            address,
            "no SSH connection came about (" + said + "). See whether sshd runs there.",
            Delivery.NOT_SENT,
            cause);
  }

  private static SshFailed failed(
      Reason reason,
      NodeName node,
      HostAddress address,
      String what,
      Delivery delivery,
      Throwable cause) {
    return new SshFailed(
        reason,
        "Could not run a command on node " + node + " (" + address + ") by SSH: " + what,
        delivery,
        cause);
  }

  private static String said(Exception failure) {
    return ForeignText.line(String.valueOf(failure.getMessage()), 200);
  }

  /**
   * Waits until the command has ended and all that it wrote has arrived.
   *
   * @throws SshFailed if the connection breaks before, or it takes longer than ten minutes; the
   *     command may go on
   */
  public End await(Pause pause) {
    long looks = 0;
    while (!channel.isClosed() && session.isConnected()) {
      if (LOOK.multipliedBy(++looks).compareTo(LONGEST) > 0) {
        throw failed(
            Reason.BROKEN,
            node,
            address,
            "it still ran after " + LONGEST.toMinutes() + " minutes and was left to itself.",
            Delivery.ANSWERED,
            new IOException("given up"));
      }
      try {
        pause.sleep(LOOK);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Interrupted("a command on node " + node, Delivery.ANSWERED, interrupted);
      }
    }
    if (channel.getExitSignal() != null) {
      return new End.Signalled(ForeignText.line(channel.getExitSignal(), 20));
    }
    if (channel.getExitStatus() >= 0) {
      return new End.Exited(channel.getExitStatus());
    }
    if (!session.isConnected()) {
      throw failed(
          Reason.BROKEN,
          node,
          address,
          "the connection broke before the command had ended. Whether it goes on in the container"
              + " is not known.",
          Delivery.UNKNOWN,
          new IOException("not connected any more"));
    }
    return new End.Untold();
  }

  /** Ends the connection; a command that still runs loses its input and outputs. */
  @Override
  public void close() {
    channel.disconnect();
    session.disconnect();
  }
}
