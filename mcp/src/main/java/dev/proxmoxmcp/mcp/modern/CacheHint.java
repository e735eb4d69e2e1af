package dev.proxmoxmcp.mcp.modern;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How long and for whom a client may keep a result (2026-07-28, Caching). */
enum CacheHint {
  /** Whoever asks gets the same, while the server runs; after an upgrade nobody waits long. */
  SAME_FOR_ALL("public", 300_000),
  /** What is listed may depend on the scopes of who asks; a change is told to who listens. */
  PER_CALLER("private", 300_000),
  /** It is about what lives: for as long as a client works on one question. */
  ALIVE("private", 2_000);

  private final String scope;
  private final int freshMs;

  CacheHint(String scope, int freshMs) {
    this.scope = scope;
    this.freshMs = freshMs;
  }

  /** That of a method's results, if they can be kept at all. */
  static Optional<CacheHint> of(String method) {
    return switch (method) {
      case "server/discover" -> Optional.of(SAME_FOR_ALL);
      case "tools/list", "prompts/list", "resources/templates/list" -> Optional.of(PER_CALLER);
      case "resources/list", "resources/read" -> Optional.of(ALIVE);
      default -> Optional.empty();
    };
  }

  /** Adds the hint to a result and returns it. */
  ObjectNode on(ObjectNode result) {
    return result.put("ttlMs", freshMs).put("cacheScope", scope);
  }
}
