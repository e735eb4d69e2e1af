package dev.proxmoxmcp.mcp.engine;

/** Where a session says what belongs to no request. Implementations are thread-safe. */
@FunctionalInterface
public interface Outlet {
  /** Sends a notification, JSON in UTF-8 on one line; never waits. */
  void push(byte[] message);
}
