package dev.proxmoxmcp.store.forward;

import java.io.IOException;
import java.util.List;

/** Brings lines to one target. Used by one thread. */
interface Carrier extends AutoCloseable {
  /**
   * Sends them in order, and returns when the target has them, as far as it tells.
   *
   * @throws IOException if that is not sure; then all of them are sent again
   */
  void send(List<Line> lines) throws IOException;

  @Override
  void close();

  static Carrier to(Target target) {
    return switch (target) {
      case Target.File file -> new FileCarrier(file);
      case Target.Syslog syslog -> new SyslogCarrier(syslog);
      case Target.Journal journal -> new JournalCarrier(journal);
      case Target.Http http -> new HttpCarrier(http.post());
    };
  }
}
