package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes of a cluster are reached by SSH, as the settings say it.
 *
 * @param user on the nodes
 * @param keyFile the private key
 * @param knownHosts OpenSSH's file of host keys; null where keys are pinned instead
 * @param hostKeys fingerprints of host keys; empty where there is a file
 * @param port 1 to 65535
 * @param addresses {@code host} or {@code host:port} of nodes, by the node's name
 * @param place where it stands, for messages
 */
public record SshEntry(
    String user,
    Path keyFile,
    @Nullable Path knownHosts,
    List<String> hostKeys,
    int port,
    Map<String, String> addresses,
    String place) {
  /** The port of SSH. */
  public static final int DEFAULT_PORT = 22;

  /** Copies the collections. */
  public SshEntry {
    hostKeys = List.copyOf(hostKeys);
    addresses = Map.copyOf(addresses);
  }
}
