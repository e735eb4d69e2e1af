package dev.proxmoxmcp.app.log;

/** Where the JDK finds the program's log: whatever {@link System#getLogger} makes ends in it. */
public final class LogFinder extends System.LoggerFinder {
  /** For the JDK, which finds it as a service. */
  public LogFinder() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new EventLogger(name);
  }
}
