package dev.proxmoxmcp.mcp.engine;

/**
 * The way back of one request: any number of notices, then one answer or none. Messages are JSON in
 * UTF-8 on one line. Implementations are thread-safe.
 */
public interface ReplyTo {
  /**
   * Sends a notification that belongs to the request. Never waits: if the client does not read, the
   * notification is dropped.
   */
  void notice(byte[] message);

  /**
   * Sends the answer; nothing comes after it. May wait until there is room for it.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void answer(byte[] message) throws InterruptedException;

  /** There will be no answer: the client cancelled the request. */
  void noAnswer();
}
