package dev.proxmoxmcp.tools.api;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged while it is open. Its text is guarded by its own lock. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private final StringBuilder text = new StringBuilder();

  private CapturedLog() {
    setLevel(Level.ALL);
  }

  public static CapturedLog open() {
    CapturedLog log = new CapturedLog();
    Logger.getLogger("").addHandler(log);
    return log;
  }

  /** Messages with what they are about. */
  public synchronized String text() {
    return text.toString();
  }

  @Override
  public synchronized void publish(LogRecord event) {
    text.append(event.getMessage());
    if (event.getParameters() != null) {
      text.append(List.of(event.getParameters()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
