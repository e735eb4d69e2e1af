package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Optional;

/**
 * What a server has to read, and what it tells of changes. Called on virtual threads, by several at
 * once. What its methods throw is a defect: the client sees an internal error without its text.
 */
public interface Resources {
  /** No resources: the server then has none of these methods. */
  Resources NONE =
      new Resources() {
        @Override
        public List<Resource> list(McpCall call) {
          return List.of();
        }

        @Override
        public Optional<List<ResourceContents>> read(String uri, McpCall call) {
          return Optional.empty();
        }
      };

  /**
   * Those that are worth listing, in a stable order; the engine cuts them into pages.
   *
   * @throws InterruptedException if the client no longer wants it
   */
  List<Resource> list(McpCall call) throws InterruptedException;

  /** The forms of addresses that can be read, in a stable order. */
  default List<ResourceTemplate> templates() {
    return List.of();
  }

  /**
   * What is in one of them.
   *
   * @return empty if there is none of that address, as far as this caller can see
   * @throws ReadFailure if there is one that cannot be read now
   * @throws InterruptedException if the client no longer wants it
   */
  Optional<List<ResourceContents>> read(String uri, McpCall call)
      throws ReadFailure, InterruptedException;

  /** Whether changes of single resources are told. */
  default boolean watchable() {
    return false;
  }

  /**
   * Tells of changes of one of them until it is closed.
   *
   * @param changed to be called after each change, on any thread; does not block
   * @return empty if there is none of that address, as far as this caller can see
   * @throws ReadFailure if that cannot be told now
   */
  default Optional<Watch> watch(String uri, Caller caller, Runnable changed) throws ReadFailure {
    return Optional.empty();
  }

  /** Somebody is told of changes, until this is closed; closing twice does no harm. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Why something that is there cannot be read now, in words for the client. */
  final class ReadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for the client: what was tried, why it failed, what to do. */
    public ReadFailure(String message) {
      super(message);
    }
  }
}
