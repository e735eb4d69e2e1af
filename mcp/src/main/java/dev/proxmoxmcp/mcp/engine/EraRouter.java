package dev.proxmoxmcp.mcp.engine;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells which era a message belongs to. Both come over one stream and one endpoint. */
public final class EraRouter {
  /** Where a modern request names its version. */
  public static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

  private EraRouter() {}

  /**
   * Modern if the message carries a version in its {@code _meta}, or the header names one that is
   * not legacy; an unknown version is a modern one, because the legacy ones are all known.
   *
   * @param header the value of MCP-Protocol-Version, null if there is none, or no headers at all
   */
  public static Era era(ObjectNode params, @Nullable String header) {
    boolean inMeta = params.path("_meta").has(VERSION_KEY);
    boolean inHeader = header != null && !Revision.namesLegacy(header);
    return inMeta || inHeader ? Era.MODERN : Era.LEGACY;
  }
}
