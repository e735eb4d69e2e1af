package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.base.wire.Post;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where records are sent. */
public sealed interface Target {
  /** How a record looks there. */
  RecordFormat format();

  /**
   * A file, a record a line.
   *
   * @param file its path; older ones are beside it, with {@code .1}, {@code .2} and so on
   * @param largest in bytes; a fuller one is set aside
   * @param kept how many that were set aside stay
   */
  record File(Path file, long largest, int kept, RecordFormat format) implements Target {}

  /**
   * A collector of syslog over TLS (RFC 5424 in the frames of RFC 5425).
   *
   * @param host its name; its certificate must be of that name
   * @param port usually 6514
   * @param authorities a PEM file of those who may sign its certificate; null for the system's
   * @param sender the name of this machine in what is sent
   */
  record Syslog(
      String host, int port, @Nullable Path authorities, String sender, RecordFormat format)
      implements Target {}

  /**
   * The journal of systemd, by the socket that it has for the output of services.
   *
   * @param socket its path
   */
  record Journal(Path socket, RecordFormat format) implements Target {
    /** Where systemd has it. */
    public static final Path USUAL = Path.of("/run/systemd/journal/stdout");
  }

  /**
   * Somebody who takes lists of JSON by POST.
   *
   * @param post how they get there
   */
  record Http(Post post, RecordFormat format) implements Target {}
}
