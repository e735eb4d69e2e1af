package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

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

  /**
   * What was asked and answered and made so far, for whoever goes on: {@code questions}, by key
   * with the digest of what was {@code asked} and its {@code answer}, and {@code kept}.
   */
  default ObjectNode memory() {
    return Json.object();
  }
}
