package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.engine.Answers;
import dev.proxmoxmcp.mcp.engine.Dialog;
import dev.proxmoxmcp.mcp.engine.QuestionWording;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.legacy.PendingQuestions.Pending;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks by a request of this server on the way back of the client's own, and waits (2025-11-25,
 * Elicitation, Sampling, Roots). Thread-safe.
 */
final class AskingBack implements Dialog {
  private final PendingQuestions pending;
  private final QuestionWording wording;
  private final ReplyTo reply;
  private final Duration patience;
  private final Map<String, String> made = new ConcurrentHashMap<>();

  /**
   * @param patience how long all the questions that are put at once wait for their answers
   */
  AskingBack(PendingQuestions pending, QuestionWording wording, ReplyTo reply, Duration patience) {
    this.pending = pending;
    this.wording = wording;
    this.reply = reply;
    this.patience = patience;
  }

  @Override
  public Map<String, Answer> askAll(Map<String, Question<?>> questions)
      throws InterruptedException {
    Map<String, Pending> asked = new LinkedHashMap<>();
    try {
      questions.forEach((key, question) -> send(question).ifPresent(one -> asked.put(key, one)));
      awaitAll(asked.values());
      Map<String, Answer> answers = new HashMap<>();
      for (Map.Entry<String, Question<?>> one : questions.entrySet()) {
        answers.put(one.getKey(), answer(one.getValue(), asked.get(one.getKey())));
      }
      return answers;
    } finally {
      asked.values().forEach(this::giveUp);
    }
  }

  private Optional<Pending> send(Question<?> question) {
    Pending one = pending.open();
    byte[] request =
        Messages.request(one.id(), QuestionWording.method(question), wording.params(question));
    if (reply.send(request)) {
      return Optional.of(one);
    }
    pending.close(one);
    return Optional.empty();
  }

  private void awaitAll(Collection<Pending> asked) throws InterruptedException {
    CompletableFuture<?>[] results =
        asked.stream().map(Pending::result).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(results).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      // Those that have an answer keep it.
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("an answer is never a failure", impossible);
    }
  }

  private static Answer answer(Question<?> question, @Nullable Pending asked) {
    if (asked == null) {
      return Answers.missing(question, Answer.Missing.UNUSABLE);
    }
    if (!asked.result().isDone()) {
      return Answers.missing(question, Answer.Missing.LATE);
    }
    return Answers.read(question, asked.result().join())
        .orElseGet(() -> Answers.missing(question, Answer.Missing.UNUSABLE));
  }

  /** A client that still shows a question is told that nobody waits for it any more. */
  private void giveUp(Pending one) {
    pending.close(one);
    if (!one.result().isDone()) {
      var params = Json.object();
      params.set("requestId", one.id().value());
      reply.notice(
          Messages.notification(
              "notifications/cancelled", params.put("reason", "nobody waits for it any more")));
    }
  }

  @Override
  public String once(String key, Supplier<String> make) {
    return made.computeIfAbsent(key, _ -> make.get());
  }
}
