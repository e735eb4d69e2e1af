package dev.proxmoxmcp.client.catalog;

/** A product of Proxmox that has an API of the kind that a catalog describes. */
public enum Product {
  /** Virtual Environment. */
  PVE("Proxmox VE", "/pve-docs/api-viewer/apidata.js"),
  /** Backup Server. */
  PBS("Proxmox Backup Server", "/docs/api-viewer/apidata.js");

  private final String title;
  private final String schemaPath;

  Product(String title, String schemaPath) {
    this.title = title;
    this.schemaPath = schemaPath;
  }

  /** Its name as people write it: {@code Proxmox VE}. */
  public String title() {
    return title;
  }

  /** Where a host serves the schema of its own version; nobody has to log in for it. */
  public String schemaPath() {
    return schemaPath;
  }
}
