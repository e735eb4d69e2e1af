package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Proxmox VE cluster, or Proxmox Backup Server, and how to log in there, as the settings say
 * it: shape checked, ids not yet.
 *
 * @param name what people call it; null where nobody named it
 * @param endpoints of its nodes, at least one; the first is asked first
 * @param login as whom
 * @param trust how the hosts' certificates are verified
 * @param tls what connections may be made of
 * @param ssh how nodes are reached by SSH; null for not at all
 * @param places where all of this stands, for messages
 */
public record ClusterEntry(
    @Nullable String name,
    List<Endpoint> endpoints,
    Login login,
    TrustSettings trust,
    TlsEntry tls,
    @Nullable SshEntry ssh,
    Places places) {
  /** Copies the endpoints. */
  public ClusterEntry {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Where the API of a node answers.
   *
   * @param host name or address, without brackets around an IPv6 address
   * @param port 1 to 65535
   */
  public record Endpoint(String host, int port) {

    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** What answers at the endpoints. */
  public enum Kind {
    /** Proxmox VE. */
    PVE(8006),
    /** Proxmox Backup Server. */
    PBS(8007);

    private final int port;

    Kind(int port) {
      this.port = port;
    }

    /** The port of its API, where the settings name none. */
    public int port() {
      return port;
    }
  }

  /** As whom to log in, and what proves it. */
  public sealed interface Login {
    /** What answers there. */
    Kind kind();

    /** {@code user@realm!name} of a token, or {@code user@realm}. */
    String id();

    /** The token's secret, or the password. */
    Secret secret();

    /**
     * By an API token.
     *
     * @param kind decides about the form of the token
     * @param id {@code user@realm!name}
     * @param secret that Proxmox showed once when the token was made
     */
    record Token(Kind kind, String id, Secret secret) implements Login {}

    /**
     * By a password, at Proxmox VE.
     *
     * @param id {@code user@realm}
     * @param secret the password
     * @param totp from which codes are made; null for a user without a second factor
     */
    record Password(String id, Secret secret, @Nullable Secret totp) implements Login {
      @Override
      public Kind kind() {
        return Kind.PVE;
      }
    }

    /** By an API token of Proxmox VE. */
    static Login token(String id, Secret secret) {
      return new Token(Kind.PVE, id, secret);
    }
  }

  /**
   * Where each part stands: a variable's name, or file, line, column and key. What is found wrong
   * later is told with it.
   *
   * @param home where a new secret of the token belongs
   */
  public record Places(
      String name, String hosts, String id, String secret, String trust, SecretPlace home) {}
}
