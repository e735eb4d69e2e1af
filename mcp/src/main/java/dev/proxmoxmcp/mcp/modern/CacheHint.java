package dev.proxmoxmcp.mcp.modern;

import tools.jackson.databind.node.ObjectNode;

/**
 * How long and for whom a client may keep a result (2026-07-28, Caching). Five minutes: nothing of
 * it changes while the server runs, and after an upgrade nobody should wait long.
 */
enum CacheHint {
  /** Whoever asks gets the same. */
  SAME_FOR_ALL("public"),
  /** What is listed may depend on the scopes of who asks. */
  PER_CALLER("private");

  private static final int FRESH_MS = 300_000;

  private final String scope;

  CacheHint(String scope) {
    this.scope = scope;
  }

  /** Adds the hint to a result and returns it. */
  ObjectNode on(ObjectNode result) {
    return result.put("ttlMs", FRESH_MS).put("cacheScope", scope);
  }
}
