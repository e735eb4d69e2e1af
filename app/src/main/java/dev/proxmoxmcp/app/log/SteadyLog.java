package dev.proxmoxmcp.app.log;

import java.util.logging.LogManager;

/**
 * Keeps the log alive to the end of the process: the JDK's own takes the handlers away as soon as
 * the process is told to end, while calls are still ending and say how. The JDK finds it by {@link
 * #PROPERTY}, which must be set before anything of the log is initialized, this class too.
 */
public final class SteadyLog extends LogManager {
  /** Where the JDK looks for the name of the log manager. */
  public static final String PROPERTY = "java.util.logging.manager";

  /** For the JDK, which makes it by its name. */
  public SteadyLog() {}

  /** Nothing: the one handler is set by {@link Logs}, and writes every event through. */
  @Override
  public void reset() {}
}
