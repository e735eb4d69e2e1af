package dev.proxmoxmcp.mcp.api;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a handler has of its call having become a task. Thread-safe. */
public interface Background {
  /** A call that did not become one: nothing is kept, since nobody comes back to it. */
  Background NONE =
      new Background() {
        @Override
        public boolean isTask() {
          return false;
        }

        @Override
        public Optional<ObjectNode> saved() {
          return Optional.empty();
        }

        @Override
        public void save(ObjectNode state) {}
      };

  /** Whether the client was answered and polls. */
  boolean isTask();

  /** What a run of this handler before the server was started again saved last; a copy. */
  Optional<ObjectNode> saved();

  /**
   * Keeps that for a run after the server was started again, in place of what was saved before.
   * Durable when it returns, as far as the store is.
   *
   * @throws java.io.UncheckedIOException if it cannot be stored
   */
  void save(ObjectNode state);
}
