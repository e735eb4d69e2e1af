package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about what outlives the program, and where its audit trail goes. It holds a
 * secret, which prints as nothing.
 *
 * @param state the state folder; null for where it usually is
 * @param kept how much of the trail is kept
 * @param ocsf whether records are sent as OCSF instead of our own JSON
 * @param file a file that gets them; null for none
 * @param syslog a collector of syslog that gets them; null for none
 * @param journal whether systemd's journal gets them
 * @param http somebody who gets them by POST; null for nobody
 */
public record AuditEntry(
    @Nullable Path state,
    Kept kept,
    boolean ocsf,
    @Nullable ToFile file,
    @Nullable ToSyslog syslog,
    boolean journal,
    @Nullable PostTarget http) {
  /** Of settings that say nothing. */
  public static final AuditEntry NONE =
      new AuditEntry(null, new Kept(null, null), false, null, null, false, null);

  /**
   * How much of the trail is kept.
   *
   * @param days null for ever
   * @param records null for all
   */
  public record Kept(@Nullable Integer days, @Nullable Integer records) {}

  /**
   * A file.
   *
   * @param megabytes from which size on it is set aside
   * @param kept how many that were set aside stay
   */
  public record ToFile(Path file, int megabytes, int kept) {}

  /**
   * A collector of syslog over TLS.
   *
   * @param authorities who may sign its certificate; null for those of the system
   */
  public record ToSyslog(String host, int port, @Nullable Path authorities) {}
}
