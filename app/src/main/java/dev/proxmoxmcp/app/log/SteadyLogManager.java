package dev.proxmoxmcp.app.log;

import java.util.logging.LogManager;

/**
 * Keeps the log alive to the end of the process: the JDK's own takes the handlers away as soon as
 * the process is told to end, while calls are still ending and say how.
 */
public final class SteadyLogManager extends LogManager {
  /** For the JDK, which makes it by its name. */
  public SteadyLogManager() {}

  /** Makes it the log manager of this process; to be called before anything logs. */
  public static void install() {
    System.setProperty("java.util.logging.manager", SteadyLogManager.class.getName());
  }

  /** Nothing: the one handler is set by {@link Logs}, and writes every event through. */
  @Override
  public void reset() {}
}
