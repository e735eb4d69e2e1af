package dev.proxmoxmcp.client.storage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a volume is, and what a storage takes. */
public enum ContentType {
  /** Disks of virtual machines. */
  IMAGES,
  /** Root file systems and mount points of containers. */
  ROOTDIR,
  /** Images of CDs. */
  ISO,
  /** Templates of containers. */
  VZTMPL,
  /** Backups of guests of both kinds. */
  BACKUP,
  /** Small files, such as hook scripts. */
  SNIPPETS,
  /** Disks and appliances of other hypervisors, to be imported. */
  IMPORT,
  /** What this version does not know. */
  OTHER;

  /** As Proxmox writes it. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * From what Proxmox says.
   *
   * @param content null if absent
   */
  public static ContentType of(@Nullable String content) {
    for (ContentType type : values()) {
      if (type.parameter().equals(content)) {
        return type;
      }
    }
    return OTHER;
  }
}
