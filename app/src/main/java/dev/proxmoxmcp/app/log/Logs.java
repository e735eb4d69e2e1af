package dev.proxmoxmcp.app.log;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the log goes: standard error, one event a line. */
public final class Logs {
  private static final String OURS = "dev.proxmoxmcp";

  /**
   * Held, because the log manager forgets loggers that nobody holds, and their levels with them.
   */
  private static final List<Logger> CONFIGURED =
      List.of(Logger.getLogger(""), Logger.getLogger(OURS));

  private Logs() {}

  /**
   * Configures the log of this process; called once, before anything is logged, and after {@link
   * System#setErr} if that is called.
   *
   * @param level for this program's own events; libraries speak from WARNING on
   */
  public static void configure(LogFormat format, Level level) {
    Logger root = CONFIGURED.getFirst();
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new EventLine(format));
    handler.setLevel(Level.ALL);
    try {
      handler.setEncoding(StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
    root.addHandler(handler);
    root.setLevel(Level.WARNING);
    CONFIGURED.getLast().setLevel(level);
  }
}
