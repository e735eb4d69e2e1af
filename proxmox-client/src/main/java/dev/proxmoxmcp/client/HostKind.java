package dev.proxmoxmcp.client;

/** What a host runs, with the words that a message about it needs. */
public enum HostKind {
  /** A node of Proxmox VE. */
  NODE("Proxmox VE", 8006, "pveproxy", "pvedaemon", "pvenode cert info", "pveversion"),
  /** Proxmox Backup Server. */
  BACKUP_SERVER(
      "Proxmox Backup Server",
      8007,
      "proxmox-backup-proxy",
      "proxmox-backup",
      "proxmox-backup-manager cert info",
      "proxmox-backup-manager versions");

  private final String title;
  private final int port;
  private final String proxy;
  private final String daemon;
  private final String certificateCommand;
  private final String versionCommand;

  HostKind(
      String title,
      int port,
      String proxy,
      String daemon,
      String certificateCommand,
      String versionCommand) {
    this.title = title;
    this.port = port;
    this.proxy = proxy;
    this.daemon = daemon;
    this.certificateCommand = certificateCommand;
    this.versionCommand = versionCommand;
  }

  /** The product's name. */
  public String title() {
    return title;
  }

  /** On which its API answers. */
  public int port() {
    return port;
  }

  /** The service that answers there. */
  public String proxy() {
    return proxy;
  }

  /** The service that does what needs root. */
  public String daemon() {
    return daemon;
  }

  /** What shows the fingerprint of its certificate on the host. */
  public String certificateCommand() {
    return certificateCommand;
  }

  /** What shows its version on the host. */
  public String versionCommand() {
    return versionCommand;
  }

  /** What shows the tokens of {@code user} on the host. */
  public String tokensCommand(String user) {
    return switch (this) {
      case NODE -> "pveum user token list " + user;
      case BACKUP_SERVER -> "proxmox-backup-manager user list-tokens " + user;
    };
  }

  /** What shows the users on the host. */
  public String usersCommand() {
    return switch (this) {
      case NODE -> "pveum user list";
      case BACKUP_SERVER -> "proxmox-backup-manager user list";
    };
  }
}
