package dev.proxmoxmcp.client.ssh;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to log in to the nodes of a cluster by SSH. Without it nothing of SSH is used, or loaded.
 *
 * @param user {@code root}, or another whose {@code sudo -n pct} works without a password
 * @param keyFile the private key, without a passphrase; read at each connection
 * @param hostKeys how a node proves that it is the right one
 * @param port of nodes that {@code addresses} does not name, 1 to 65535
 * @param addresses where nodes are reached that are not at the address which the cluster tells
 */
public record SshSettings(
    String user, Path keyFile, HostKeys hostKeys, int port, Map<NodeName, HostAddress> addresses) {
  /** The port of SSH. */
  public static final int DEFAULT_PORT = 22;

  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");

  /**
   * @throws IllegalArgumentException if the user or the port is none
   */
  public SshSettings {
    addresses = Map.copyOf(addresses);
    if (!USER.matcher(user).matches()) {
      throw new IllegalArgumentException(
          "'" + ForeignText.line(user, 40) + "' is not the name of a user on a node, such as root");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a port: 1 to 65535");
    }
  }

  /** Whether commands are run by {@code sudo}. */
  public boolean sudo() {
    return !user.equals("root");
  }
}
