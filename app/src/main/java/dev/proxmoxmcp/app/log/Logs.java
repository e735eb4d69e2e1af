package dev.proxmoxmcp.app.log;

import java.io.PrintStream;
import java.lang.System.Logger.Level;

/** Where the log goes: standard error, one event a line, written through. Thread-safe. */
public final class Logs {
  /** What the names of this program's own loggers begin with. */
  static final String OURS = "dev.proxmoxmcp";

  private static volatile Target target =
      new Target(System.err, new EventLine(LogFormat.TEXT), Level.WARNING);

  private Logs() {}

  private record Target(PrintStream out, EventLine line, Level level) {}

  /**
   * Configures the log of this process; called before anything is logged, and after {@link
   * System#setErr} if that is called.
   *
   * @param level for this program's own events; libraries speak from WARNING on
   */
  public static void configure(LogFormat format, Level level) {
    configure(System.err, format, level);
  }

  static void configure(PrintStream out, LogFormat format, Level level) {
    target = new Target(out, new EventLine(format), level);
  }

  /**
   * Does what the first logger would do, so that it may be done beside other work: the JDK looks
   * for the log as a service.
   */
  public static void prepare() {
    System.getLogger(OURS);
  }

  static boolean shows(Level level, boolean ours) {
    Level least = ours ? target.level : Level.WARNING;
    return level != Level.OFF && level.getSeverity() >= least.getSeverity();
  }

  static void write(LogEvent event) {
    Target now = target;
    // One call, so that no other event gets into the line.
    now.out.print(now.line.format(event));
    now.out.flush();
  }
}
