package dev.proxmoxmcp.settings;

import java.nio.file.Path;

/**
 * A file that the settings name, or that stands where they are looked for.
 *
 * @param place what names it, for messages
 * @param path absolute; it need not be there
 * @param use what it is
 */
public record NamedFile(String place, Path path, Use use) {
  /** What a file is, and so who may see it. */
  public enum Use {
    /** The settings themselves, which may be read, and must not be written, by others. */
    SETTINGS,
    /** A secret alone. */
    SECRET,
    /** A private key of SSH. */
    SSH_KEY,
    /** The sealed store. */
    STORE,
    /** What opens the store. */
    STORE_KEY
  }
}
