package dev.proxmoxmcp.mcp.engine;

/**
 * The way back of one request: any number of notices, then one answer or none. Messages are JSON in
 * UTF-8 on one line. Implementations are thread-safe.
 */
public interface ReplyTo {
  /** Nobody waits. */
  ReplyTo NOWHERE =
      new ReplyTo() {
        @Override
        public void notice(byte[] message) {}

        @Override
        public boolean send(byte[] message) {
          return true;
        }

        @Override
        public void answer(byte[] message) {}

        @Override
        public void noAnswer() {}
      };

  /**
   * Sends a notification that belongs to the request. Never waits: if the client does not read, the
   * notification is dropped.
   */
  void notice(byte[] message);

  /**
   * Sends a message that must not be dropped: a question, a change that was subscribed to. Never
   * waits either.
   *
   * @return false if the client reads so slowly that there is no room for it
   */
  boolean send(byte[] message);

  /**
   * Sends the answer; nothing comes after it. May wait until there is room for it.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void answer(byte[] message) throws InterruptedException;

  /**
   * Sends an error as the answer.
   *
   * @param code what the transport may tell by its own means too
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  default void fail(byte[] message, int code) throws InterruptedException {
    answer(message);
  }

  /**
   * Sends an error as the answer, without waiting: where there is no room, there is no answer.
   *
   * @param code likewise
   */
  default void refuse(byte[] message, int code) {
    send(message);
    noAnswer();
  }

  /** There will be no answer: the client cancelled the request. */
  void noAnswer();

  /**
   * Lets go of the connection, if the client can come back for what follows; does nothing if it
   * cannot.
   */
  default void letGo() {}
}
