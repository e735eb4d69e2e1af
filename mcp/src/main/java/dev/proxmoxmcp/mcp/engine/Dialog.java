package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import java.util.Map;
import java.util.function.Supplier;

/** How the handler of one request asks the client. Thread-safe. */
public interface Dialog {
  /**
   * Asks, and waits or leaves the handler.
   *
   * @param questions that the client can be asked
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Map<String, Answer> askAll(Map<String, Question<?>> questions) throws InterruptedException;

  /** What was made in the first run of the handler. */
  String once(String key, Supplier<String> make);
}
