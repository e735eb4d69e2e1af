package dev.proxmoxmcp.client.datastore;

import dev.proxmoxmcp.client.DatastoreName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled job of a Backup Server, and how it ended the last time.
 *
 * @param id its id; the datastore's name for a garbage collection
 * @param schedule a calendar event; "" if it runs by hand alone
 * @param last how it ended; null if it never ran, or runs for the first time
 * @param next when it runs next; null if not told
 */
public record JobRun(
    Kind kind,
    String id,
    DatastoreName datastore,
    String schedule,
    @Nullable Last last,
    @Nullable Instant next) {

  /** What it does. */
  public enum Kind {
    /** Removes what no backup needs any more. */
    GARBAGE_COLLECTION("garbage collection"),
    /** Removes backups that the retention does not keep. */
    PRUNE("prune job"),
    /** Checks whether backups are whole. */
    VERIFY("verify job"),
    /** Copies backups from or to another server. */
    SYNC("sync job");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }

  /**
   * A run that ended.
   *
   * @param said {@code OK}, {@code WARNINGS: 2} or what went wrong: untrusted text
   * @param endedAt null if not told
   * @param upid of its task; "" if not told
   */
  public record Last(String said, @Nullable Instant endedAt, String upid) {
    /** Whether it ended well, perhaps with warnings. */
    public boolean well() {
      return said.equals("OK") || said.startsWith("WARNINGS");
    }
  }
}
