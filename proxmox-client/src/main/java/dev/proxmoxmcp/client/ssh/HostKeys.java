package dev.proxmoxmcp.client.ssh;

import dev.proxmoxmcp.base.ForeignText;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a node proves by its SSH host key that it is the right one. There is no way to do without,
 * and none that takes a new key as it comes.
 */
public sealed interface HostKeys {
  /**
   * By a key of an OpenSSH {@code known_hosts} file, under the node's address or its name. That of
   * a cluster is {@code /etc/pve/priv/known_hosts} of a node.
   *
   * @param file read at each connection
   */
  record KnownHosts(Path file) implements HostKeys {}

  /**
   * By one of these keys, whichever node shows it.
   *
   * @param accepted as {@code ssh-keygen -l} prints them: {@code SHA256:} and 43 characters
   */
  record Pins(List<String> accepted) implements HostKeys {
    private static final Pattern PIN = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    /**
     * @throws IllegalArgumentException if there is none, or one is no such fingerprint
     */
    public Pins {
      accepted = List.copyOf(accepted);
      if (accepted.isEmpty()) {
        throw new IllegalArgumentException("pin at least one host key");
      }
      for (String pin : accepted) {
        if (!PIN.matcher(pin).matches()) {
          throw new IllegalArgumentException(
              "'"
                  + ForeignText.line(pin, 80)
                  + "' is not the fingerprint of a host key: SHA256: and 43 characters, as"
                  + " `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the node");
        }
      }
    }
  }
}
