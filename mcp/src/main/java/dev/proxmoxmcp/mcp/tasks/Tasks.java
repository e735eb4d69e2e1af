package dev.proxmoxmcp.mcp.tasks;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.StoredTask;
import dev.proxmoxmcp.mcp.api.TaskSettings;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Onward;
import dev.proxmoxmcp.mcp.tasks.LiveTask.Interrupt;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tasks of one transport: those that this process works on, and those that the store has.
 * Thread-safe. Its lock orders what must not happen twice, and is held over the store for that.
 */
final class Tasks implements TaskDesk, Dispatcher.Afterwards {
  private static final System.Logger LOG = LazyLogger.of(Tasks.class);
  private static final int ID_BYTES = 16;

  /** How long a handler that was interrupted at the end has to come back. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final TaskSettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Restart restart;

  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock ending = new ReentrantLock();
  private final Condition less = ending.newCondition();
  private final Map<String, LiveTask> live = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Runs the handler of a task once more. */
  @FunctionalInterface
  interface Restart {
    /**
     * Starts it, and returns.
     *
     * @return false if there is no such tool any more, or no room for it
     */
    boolean run(Kept task, Onward onward);
  }

  /**
   * What a task was before the server was started again.
   *
   * @param params of its request
   * @param capabilities what its client could be asked
   */
  record Kept(
      Caller caller,
      ClientInfo client,
      ClientCapabilities capabilities,
      String tool,
      ObjectNode params) {}

  /**
   * Tasks that are kept as {@code settings} say.
   *
   * @param random where their names come from: cannot be guessed
   */
  Tasks(TaskSettings settings, InstantSource clock, RandomGenerator random, Restart restart) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.restart = restart;
  }

  /**
   * Makes a task of a call.
   *
   * @return empty if its principal has as many at work as he may, or it cannot be kept: the call
   *     then goes on as it is
   */
  Optional<Onward> goOn(Onward.Call call) {
    lock.lock();
    try {
      Caller caller = call.asker().caller();
      if (stopping || !makeRoom(caller)) {
        return Optional.empty();
      }
      Origin origin =
          new Origin(
              newId(),
              caller,
              call.asker().client(),
              call.asker().capabilities(),
              call.request().params(),
              clock.instant(),
              settings.life(),
              call.after());
      TaskState state = TaskState.working(new TaskMemory(call.before()), clock.instant());
      LiveTask task = new LiveTask(origin, state, this, call.interrupt());
      task.keep();
      live.put(origin.id(), task);
      return Optional.of(task);
    } catch (UncheckedIOException unkept) {
      LOG.log(WARNING, "A task cannot be kept, so the call goes on without", unkept);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what lived too long, and forgets what ended first if there is too much. */
  private boolean makeRoom(Caller caller) {
    Instant now = clock.instant();
    live.values().stream()
        .filter(task -> !now.isBefore(task.origin().expires()))
        .forEach(task -> task.interrupt(Interrupt.TOO_LONG));
    List<StoredTask> all = settings.store().all();
    all.stream()
        .filter(task -> task.over() && !now.isBefore(task.expires()))
        .forEach(task -> settings.store().delete(task.id()));
    List<StoredTask> his =
        all.stream()
            .filter(task -> task.principal().equals(caller.principal()))
            .filter(task -> now.isBefore(task.expires()))
            .toList();
    if (his.stream().filter(task -> !task.over()).count() >= settings.working()) {
      return false;
    }
    his.stream()
        .filter(StoredTask::over)
        .sorted(Comparator.comparing(StoredTask::expires))
        .limit(Math.max(0, his.size() + 1 - settings.kept()))
        .forEach(task -> settings.store().delete(task.id()));
    return true;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** {@code DetailedTask} of a task of that caller. */
  Optional<ObjectNode> view(String id, Caller caller) {
    Optional<LiveTask> task = mine(id, caller);
    return task.isPresent()
        ? task.map(LiveTask::view)
        : his(id, caller).flatMap(one -> read(one)).map(one -> one.view(settings.poll()));
  }

  /**
   * Takes answers for a task of that caller; does nothing for one that is over.
   *
   * @return what became of it
   */
  Reached answer(String id, Caller caller, ObjectNode responses) {
    return reach(id, caller, task -> task.answer(responses));
  }

  /**
   * Asks the handler of a task of that caller to stop; does nothing for one that is over.
   *
   * @return what became of it
   */
  Reached cancel(String id, Caller caller) {
    return reach(id, caller, LiveTask::cancel);
  }

  /** Whether a task could be told something. */
  enum Reached {
    YES,
    /** He has none of that name. */
    UNKNOWN,
    /** Another process works on it. */
    ELSEWHERE
  }

  private Reached reach(String id, Caller caller, Consumer<LiveTask> what) {
    Optional<LiveTask> task = mine(id, caller);
    if (task.isPresent()) {
      what.accept(task.get());
      return Reached.YES;
    }
    return his(id, caller)
        .map(one -> one.over() ? Reached.YES : Reached.ELSEWHERE)
        .orElse(Reached.UNKNOWN);
  }

  /**
   * Tells of each state of a task, and of the present one at once.
   *
   * @param listener gets {@code DetailedTask}; does not block
   * @return stops it; empty if there is no such task of that caller
   */
  Optional<Runnable> watch(String id, Caller caller, Consumer<ObjectNode> listener) {
    Optional<LiveTask> task = mine(id, caller);
    if (task.isPresent()) {
      return task.map(one -> one.listen(listener));
    }
    Optional<ObjectNode> view = view(id, caller);
    view.ifPresent(listener);
    return view.map(_ -> () -> {});
  }

  /** One that this process works on, or takes over because the one that did is gone. */
  private Optional<LiveTask> mine(String id, Caller caller) {
    if (!live.containsKey(id) && his(id, caller).filter(task -> !task.over()).isPresent()) {
      recover();
    }
    return Optional.ofNullable(live.get(id)).filter(task -> task.origin().caller().equals(caller));
  }

  private Optional<StoredTask> his(String id, Caller caller) {
    return StoredTask.isId(id)
        ? settings
            .store()
            .find(id)
            .filter(task -> task.principal().equals(caller.principal()))
            .filter(task -> clock.instant().isBefore(task.expires()))
        : Optional.empty();
  }

  /** Takes over what processes left that are gone: runs it again, or says that it failed. */
  void recover() {
    lock.lock();
    try {
      if (stopping) {
        return;
      }
      for (StoredTask left : settings.store().adopt()) {
        read(left).ifPresent(found -> recover(found));
      }
    } catch (UncheckedIOException unread) {
      LOG.log(WARNING, "What an earlier process left cannot be taken over", unread);
    } finally {
      lock.unlock();
    }
  }

  private void recover(Found found) {
    Origin origin = found.origin();
    LiveTask task = new LiveTask(origin, found.state(), this, () -> {});
    live.put(origin.id(), task);
    if (found.state().cancelling()) {
      task.interrupt(Interrupt.CANCEL);
      task.leftWork();
      return;
    }
    if (origin.after() == AfterRestart.RUN_AGAIN) {
      Kept kept =
          new Kept(
              origin.caller(),
              origin.client(),
              origin.capabilities(),
              origin.tool(),
              origin.params());
      if (restart.run(kept, task)) {
        LOG.log(INFO, "A task goes on. task=%s tool=%s".formatted(origin.id(), origin.tool()));
        return;
      }
    }
    task.failed(LiveTask.STOPPED);
  }

  /** Takes no new tasks, and interrupts those that only wait or go on after the next start. */
  @Override
  public void stop() {
    stopping = true;
    live.values().stream()
        .filter(LiveTask::canStopAtOnce)
        .forEach(task -> task.interrupt(Interrupt.STOP));
  }

  @Override
  public void stopped(Duration patience) throws InterruptedException {
    if (!isEmpty(patience)) {
      live.values().forEach(task -> task.interrupt(Interrupt.STOP));
      isEmpty(LAST_WORDS);
    }
  }

  private boolean isEmpty(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    ending.lock();
    try {
      while (live.values().stream().anyMatch(task -> !task.state().status().isOver())) {
        if (left <= 0) {
          return false;
        }
        left = less.awaitNanos(left);
      }
      return true;
    } finally {
      ending.unlock();
    }
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Duration poll() {
    return settings.poll();
  }

  @Override
  public void keep(Origin origin, TaskState state) {
    ObjectNode content = origin.json();
    content.set("state", state.json());
    settings
        .store()
        .put(
            new StoredTask(
                origin.id(),
                origin.caller().principal(),
                settings.store().me(),
                state.status().isOver(),
                origin.expires(),
                content));
  }

  @Override
  public void left(LiveTask task) {
    live.remove(task.origin().id());
    ending.lock();
    try {
      less.signalAll();
    } finally {
      ending.unlock();
    }
  }

  private record Found(Origin origin, TaskState state) {
    ObjectNode view(Duration poll) {
      return TaskView.whole(origin, state, poll);
    }
  }

  /** What this engine cannot read, because it is damaged or of another version, is not there. */
  private static Optional<Found> read(StoredTask task) {
    try {
      Origin origin = Origin.of(task.id(), task.principal(), task.content());
      return Optional.of(new Found(origin, TaskState.of(task.content().path("state"))));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      LOG.log(WARNING, "A task cannot be read. task=" + task.id(), unreadable);
      return Optional.empty();
    }
  }
}
