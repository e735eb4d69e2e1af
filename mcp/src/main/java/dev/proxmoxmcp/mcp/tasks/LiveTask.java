package dev.proxmoxmcp.mcp.tasks;

import static java.lang.System.Logger.Level.ERROR;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.engine.Answers;
import dev.proxmoxmcp.mcp.engine.Onward;
import dev.proxmoxmcp.mcp.engine.QuestionWording;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcError;
import dev.proxmoxmcp.mcp.tasks.TaskState.Status;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task that this process works on. Its state changes under its lock, which is held while the new
 * one is written to the store: nobody is told of a state that a crash could take back. Whoever only
 * looks does not wait.
 */
final class LiveTask implements Onward {
  private static final System.Logger LOG = LazyLogger.of(LiveTask.class);
  private static final QuestionWording WORDING = new QuestionWording(Revision.V2026_07_28);
  private static final int LONGEST_MESSAGE = 500;

  /** Why the handler is interrupted. */
  enum Interrupt {
    NONE,
    /** The client does not want the result any more. */
    CANCEL,
    /** The server stops. */
    STOP,
    /** It took longer than a task may live. */
    TOO_LONG
  }

  private final Origin origin;
  private final TaskDesk desk;
  private final Map<String, Question<?>> asked = new HashMap<>();
  private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private volatile TaskState state;
  private volatile Interrupt why = Interrupt.NONE;
  private volatile Runnable interrupt;

  /**
   * A task that is not kept yet.
   *
   * @param interrupt interrupts the handler; does not wait
   */
  LiveTask(Origin origin, TaskState state, TaskDesk desk, Runnable interrupt) {
    this.origin = origin;
    this.state = state;
    this.desk = desk;
    this.interrupt = interrupt;
  }

  Origin origin() {
    return origin;
  }

  TaskState state() {
    return state;
  }

  @Override
  public void interruptedBy(Runnable other) {
    lock.lock();
    try {
      interrupt = other;
      if (why != Interrupt.NONE) {
        other.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keeps it for the first time, or once more. */
  void keep() {
    change(now -> now);
  }

  /** {@code DetailedTask}. */
  ObjectNode view() {
    return TaskView.whole(origin, state, desk.poll());
  }

  @Override
  public ObjectNode created() {
    return TaskView.brief(origin, state, desk.poll()).put("resultType", "task");
  }

  @Override
  public Background background() {
    return new Background() {
      @Override
      public boolean isTask() {
        return true;
      }

      @Override
      public Optional<ObjectNode> saved() {
        return Optional.ofNullable(state.saved()).map(ObjectNode::deepCopy);
      }

      @Override
      public void save(ObjectNode what) {
        change(now -> now.saving(what, desk.now()));
      }
    };
  }

  /** Told to nobody and not kept: the next poll finds it. */
  @Override
  public void progress(String message) {
    String line = ForeignText.line(message, LONGEST_MESSAGE);
    lock.lock();
    try {
      if (!state.status().isOver()) {
        state = state.saying(line, desk.now());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean cancelled() {
    return state.cancelling();
  }

  @Override
  public boolean wasInterrupted() {
    return why != Interrupt.NONE;
  }

  @Override
  public ObjectNode memory() {
    return state.memory().json();
  }

  @Override
  public String once(String key, Supplier<String> make) {
    lock.lock();
    try {
      Optional<String> kept = state.memory().kept(key);
      if (kept.isPresent()) {
        return kept.get();
      }
      String made = make.get();
      change(now -> now.with(now.memory().keeping(key, made), desk.now()));
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** Parks until the client has answered all of them. */
  @Override
  public Map<String, Answer> askAll(Map<String, Question<?>> questions)
      throws InterruptedException {
    lock.lock();
    try {
      Map<String, String> keys = put(questions);
      while (keys.values().stream().anyMatch(key -> state.memory().isOpen(key))) {
        Duration left = Duration.between(desk.now(), origin.expires());
        if (why != Interrupt.NONE) {
          throw new InterruptedException("the task is to end");
        }
        if (left.isNegative()
            || (!changed.await(left.toMillis(), TimeUnit.MILLISECONDS) && isTooOld())) {
          why = Interrupt.TOO_LONG;
          throw new InterruptedException("nobody answered as long as the task lived");
        }
      }
      Map<String, Answer> answers = new HashMap<>();
      questions.forEach(
          (key, question) -> answers.put(key, answer(question, keys.getOrDefault(key, key))));
      return answers;
    } finally {
      lock.unlock();
    }
  }

  private boolean isTooOld() {
    return !desk.now().isBefore(origin.expires());
  }

  private static Optional<Answer> read(Question<?> question, TaskMemory memory, String key) {
    return Answers.read(question, memory.answer(key));
  }

  private Answer answer(Question<?> question, String key) {
    return read(question, state.memory(), key)
        .orElseGet(() -> Answers.missing(question, Answer.Missing.UNUSABLE));
  }

  /** Puts them where the client finds them, all at once; the keys under which it does. */
  private Map<String, String> put(Map<String, Question<?>> questions) {
    Map<String, String> keys = new LinkedHashMap<>();
    TaskMemory memory = state.memory();
    for (Map.Entry<String, Question<?>> one : questions.entrySet()) {
      ObjectNode request = WORDING.request(one.getValue());
      String digest = Answers.digest(request);
      String key = memory.key(one.getKey(), digest);
      if (memory.isAnswered(key) && read(one.getValue(), memory, key).isEmpty()) {
        memory = memory.spoilt(key);
        key = memory.key(one.getKey(), digest);
      }
      memory = memory.asked(key, digest, request);
      keys.put(one.getKey(), key);
      asked.put(key, one.getValue());
    }
    TaskMemory next = memory;
    if (next != state.memory()) {
      change(now -> now.with(next, desk.now()));
    }
    return keys;
  }

  /** Takes what answers an open question; the rest is ignored. */
  void answer(ObjectNode responses) {
    lock.lock();
    try {
      TaskMemory memory = state.memory();
      for (Map.Entry<String, JsonNode> one : responses.properties()) {
        if (memory.isOpen(one.getKey()) && fits(asked.get(one.getKey()), one.getValue())) {
          memory = memory.answered(one.getKey(), one.getValue());
        }
      }
      TaskMemory next = memory;
      if (next != state.memory()) {
        change(now -> now.with(next, desk.now()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** A handler that runs again may not have asked yet: it then looks at the answer itself. */
  private static boolean fits(@Nullable Question<?> question, JsonNode answer) {
    return question == null ? answer.isObject() : Answers.read(question, answer).isPresent();
  }

  /** The client does not want the result any more; what was sent elsewhere goes on. */
  void cancel() {
    lock.lock();
    try {
      if (state.status().isOver() || state.cancelling()) {
        return;
      }
      change(now -> now.unwanted(desk.now()));
      interrupt(Interrupt.CANCEL);
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the handler, for the first reason that there is. */
  void interrupt(Interrupt reason) {
    lock.lock();
    try {
      if (why == Interrupt.NONE && !state.status().isOver()) {
        why = reason;
        interrupt.run();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether it only waits, or goes on after the next start: nothing is gained by waiting for it.
   */
  boolean canStopAtOnce() {
    return state.status() == Status.INPUT_REQUIRED || origin.after() == AfterRestart.RUN_AGAIN;
  }

  @Override
  public void completed(ObjectNode result) {
    over(Status.COMPLETED, "", result);
  }

  @Override
  public void failed(RpcError error) {
    ObjectNode node = Json.object().put("code", error.code()).put("message", error.message());
    if (error.data() != null) {
      node.set("data", error.data());
    }
    over(Status.FAILED, error.message(), node);
  }

  @Override
  public void leftWork() {
    switch (why) {
      case CANCEL -> over(Status.CANCELLED, "cancelled by the client", null);
      case TOO_LONG ->
          failed(
              new RpcError(
                  ErrorCode.INTERNAL_ERROR,
                  "this task took longer than the " + origin.life() + " that a task may live",
                  null));
      case STOP, NONE -> {
        if (origin.after() == AfterRestart.RUN_AGAIN) {
          desk.left(this);
        } else {
          failed(STOPPED);
        }
      }
    }
  }

  /** What is said of a task whose server stopped. */
  static final RpcError STOPPED =
      new RpcError(
          ErrorCode.INTERNAL_ERROR,
          "The server stopped while this task was at work. What it had begun elsewhere may still"
              + " run or be done; look before you ask for it again.",
          null);

  private void over(Status end, String message, @Nullable ObjectNode with) {
    lock.lock();
    try {
      if (!state.status().isOver()) {
        try {
          change(now -> now.over(end, message, with, desk.now()));
        } catch (UncheckedIOException unkept) {
          // The client is told all the same, as long as this process lives.
          LOG.log(ERROR, "The end of a task cannot be kept. task=" + origin.id(), unkept);
          state = state.over(end, message, with, desk.now());
          return;
        }
        desk.left(this);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hears of each state from now on, and of the present one at once.
   *
   * @param listener does not block
   * @return stops it
   */
  Runnable listen(Consumer<ObjectNode> listener) {
    lock.lock();
    try {
      listener.accept(view());
      listeners.add(listener);
    } finally {
      lock.unlock();
    }
    return () -> listeners.remove(listener);
  }

  private void change(UnaryOperator<TaskState> how) {
    lock.lock();
    try {
      TaskState before = state;
      TaskState next = how.apply(before);
      desk.keep(origin, next);
      state = next;
      changed.signalAll();
      if (!before.equals(next)) {
        ObjectNode view = view();
        listeners.forEach(one -> one.accept(view.deepCopy()));
      }
    } finally {
      lock.unlock();
    }
  }
}
