package dev.proxmoxmcp.client;

import java.util.function.Function;

/**
 * A product of Proxmox that has an API of the kind that a catalog describes, with the words that a
 * message about one of its hosts needs.
 */
public enum Product {
  /** Virtual Environment. */
  PVE("Proxmox VE", "/pve-docs/api-viewer/apidata.js", 8006),
  /** Backup Server. */
  PBS("Proxmox Backup Server", "/docs/api-viewer/apidata.js", 8007);

  private final String title;
  private final String schemaPath;
  private final int port;

  Product(String title, String schemaPath, int port) {
    this.title = title;
    this.schemaPath = schemaPath;
    this.port = port;
  }

  /** Its name as people write it: {@code Proxmox VE}. */
  public String title() {
    return title;
  }

  /** Where a host serves the schema of its own version; nobody has to log in for it. */
  public String schemaPath() {
    return schemaPath;
  }

  /** On which its API answers. */
  public int port() {
    return port;
  }

  /** The service that answers there. */
  public String proxy() {
    return switch (this) {
      case PVE -> "pveproxy";
      case PBS -> "proxmox-backup-proxy";
    };
  }

  /** The service that does what needs root. */
  public String daemon() {
    return switch (this) {
      case PVE -> "pvedaemon";
      case PBS -> "proxmox-backup";
    };
  }

  /** What shows the fingerprint of its certificate on the host. */
  public String certificateCommand() {
    return switch (this) {
      case PVE -> "pvenode cert info";
      case PBS -> "proxmox-backup-manager cert info";
    };
  }

  /** What gives it a new certificate of its own making on the host. */
  public String newCertificateCommand() {
    return switch (this) {
      case PVE -> "pvecm updatecerts --force && systemctl reload pveproxy";
      case PBS ->
          "proxmox-backup-manager cert update --force && systemctl reload proxmox-backup-proxy";
    };
  }

  /** What shows its version on the host. */
  public String versionCommand() {
    return switch (this) {
      case PVE -> "pveversion";
      case PBS -> "proxmox-backup-manager versions";
    };
  }

  /** What shows the tokens of {@code user} on the host. */
  public String tokensCommand(String user) {
    return switch (this) {
      case PVE -> "pveum user token list " + user;
      case PBS -> "proxmox-backup-manager user list-tokens " + user;
    };
  }

  /** What shows the users on the host. */
  public String usersCommand() {
    return switch (this) {
      case PVE -> "pveum user list";
      case PBS -> "proxmox-backup-manager user list";
    };
  }

  /** What says on the host whether the service that answers runs. */
  String proxyCommand() {
    return "systemctl status " + proxy();
  }

  /** A command of each, for a text about hosts of any. */
  static String both(Function<Product, String> command) {
    return "`%s` (Backup Server: `%s`)".formatted(command.apply(PVE), command.apply(PBS));
  }
}
