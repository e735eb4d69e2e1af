package dev.proxmoxmcp.client;

/** What proves to a host as whom this client acts. Printing it shows the id alone. */
public sealed interface Credentials permits ApiToken, PasswordLogin {
  /** As whom. */
  AuthId id();

  /** Whose API they are for. */
  Product product();

  /** Whether they are for a cluster, which tells its members; a Backup Server is alone. */
  default boolean ofCluster() {
    return product() == Product.PVE;
  }
}
