package dev.proxmoxmcp.mcp.engine;

/** The two ways of the protocol. */
public enum Era {
  /** A handshake ({@code initialize}) opens a session that knows version and client. */
  LEGACY,
  /** Every request carries version, client and its capabilities in {@code _meta}. */
  MODERN
}
