package dev.proxmoxmcp.mcp.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request, as the handler that answers it sees it. Thread-safe. */
public interface McpCall {
  /** On whose behalf the call runs. */
  Caller caller();

  /** The program that calls, as it names itself: for display and logs, never for a decision. */
  ClientInfo client();

  /** What that program can do for a handler. */
  default ClientCapabilities capabilities() {
    return ClientCapabilities.NONE;
  }

  /**
   * A short name of this call, unique in this process, for logs and for what is said about an
   * internal error. Not the client's JSON-RPC id, which is foreign text and unique only to it.
   */
  String requestId();

  /** Where the call belongs in the client's trace, if it said so. */
  default Optional<TraceContext> trace() {
    return Optional.empty();
  }

  /**
   * Tells the client how far the call is, if it asked to be told; costs next to nothing if not.
   * Never blocks on the client: what it does not read in time, what is not greater than the last
   * value, what is not finite and what comes after the result is dropped.
   *
   * @param done how much is done, in any unit; only values greater than the last are sent
   * @param total the same unit, null if it is not known
   * @param message one line for people
   */
  void progress(double done, @Nullable Double total, String message);

  /**
   * Tells the client something beside the answer, if it wants messages of that level; never blocks.
   *
   * @param logger which part of the server speaks
   * @param data any JSON
   */
  default void log(LogLevel level, String logger, JsonNode data) {}

  /**
   * Whether the client no longer wants the answer. The handler's thread is interrupted at the same
   * moment; nothing that was already sent elsewhere is stopped by it.
   */
  boolean cancelled();

  /**
   * Asks through the client and waits for the answers, two minutes at most.
   *
   * <p>In the legacy era the call waits. In the modern one it is left at this point with a {@link
   * Throwable} that is no exception, and the handler runs again from its top when the client comes
   * back with the answers. So nothing that has an effect may come before it, the same questions
   * must have the same keys each time, and what must be the same in each run is made by {@link
   * #once}.
   *
   * @param questions by keys of the handler's own, at least one
   * @return an answer for each key, of the type that its question names
   * @throws MissingCapability if the client cannot be asked one of them
   * @throws InterruptedException if the client no longer wants the answer, or the server stops
   */
  default Map<String, Answer> askAll(Map<String, Question<?>> questions)
      throws InterruptedException {
    throw new MissingCapability(questions.values().iterator().next().needs());
  }

  /** Asks one question, likewise. */
  default <A extends Answer> A ask(String key, Question<A> question) throws InterruptedException {
    return question.answer().cast(Objects.requireNonNull(askAll(Map.of(key, question)).get(key)));
  }

  /**
   * What {@code make} makes in the first run of this call, in every run of it: the id of a plan,
   * for instance. It travels with the question through the client, sealed.
   *
   * @param key of the handler's own, for another value than any other
   */
  default String once(String key, Supplier<String> make) {
    return make.get();
  }

  /**
   * Lets go of the client's connection while the work goes on, where the client can come back for
   * the answer: good before a long wait behind proxies that end long streams. Does nothing else.
   */
  default void letGo() {}
}
