package dev.proxmoxmcp.mcp.engine;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcError;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the calls of one transport, each on its request's thread or on a virtual thread of its own,
 * and as many at once as the limit allows. Thread-safe.
 *
 * <p>This is the border behind which code of others runs: whatever a handler throws becomes an
 * answer here, since a client that got none would wait for ever.
 */
final class Calls {
  private static final System.Logger LOG = LazyLogger.of(Calls.class);

  /** How long a handler that was interrupted at the end has to come back. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Limits limits;
  private final InstantSource clock;
  private final Semaphore room;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<RunningCall> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  Calls(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.room = new Semaphore(limits.callsInFlight());
  }

  /** A name for the next call. */
  String nextRequestId() {
    return "r" + numbers.incrementAndGet();
  }

  /** What a call ends with. */
  private sealed interface End {
    /** What it was for. */
    record Result(ObjectNode result) implements End {}

    /** An error of the protocol. */
    record Failure(RpcError error) implements End {}

    /** Nothing: a task whose handler was interrupted. */
    record LeftWork() implements End {}
  }

  /**
   * Starts a call and returns at once; the answer goes to the call's {@link ReplyTo}.
   *
   * @throws RpcException if the id is in flight or the scope has ended
   * @throws InterruptedException if the thread is interrupted while it sends a refusal
   */
  void start(Work work, RunningCall call, CallScope scope)
      throws RpcException, InterruptedException {
    Thread thread =
        Thread.ofVirtual().name("mcp-" + call.requestId()).unstarted(() -> run(work, call, scope));
    if (enter(work, call, scope, thread)) {
      thread.start();
    }
  }

  /**
   * Runs a call on this thread and returns when it has ended; until then, an interrupt of this
   * thread is one of the handler. Otherwise like {@link #start}.
   */
  void runHere(Work work, RunningCall call, CallScope scope)
      throws RpcException, InterruptedException {
    if (enter(work, call, scope, Thread.currentThread())) {
      run(work, call, scope);
    }
  }

  /** Whether there is room for the call; else it is answered. */
  private boolean enter(Work work, RunningCall call, CallScope scope, Thread thread)
      throws RpcException, InterruptedException {
    if (stopping || !room.tryAcquire()) {
      send(call, problem(work, call, refusal()));
      return false;
    }
    // Before anybody can find and cancel the call; an interrupt before the start is not lost.
    call.runsOn(thread);
    try {
      scope.add(call.request().id(), call);
    } catch (RpcException refused) {
      room.release();
      throw refused;
    }
    inFlight.add(call);
    call.whenItGoesOn(() -> {
      scope.remove(call.request().id());
      inFlight.remove(call);
      room.release();
    });
    return true;
  }

  /**
   * Starts a call that nobody waits for, since it went on as that task in an earlier process.
   *
   * @return false if there is no room for it, or the server stops
   */
  boolean restart(Work work, RunningCall call, Onward task) {
    if (stopping || !room.tryAcquire()) {
      return false;
    }
    room.release(); // a task takes no room, but is not begun where there is none
    Thread thread =
        Thread.ofVirtual()
            .name("mcp-" + call.requestId())
            .unstarted(() -> runTask(work, call, task));
    call.runsOn(thread);
    call.goesOn(task);
    thread.start();
    return true;
  }

  private void runTask(Work work, RunningCall call, Onward task) {
    Instant start = clock.instant();
    endTask(end(work, call), work, call, task, start);
  }

  /** The store of the task is written by this thread: no interrupt may be left on it. */
  private void endTask(End end, Work work, RunningCall call, Onward task, Instant start) {
    call.finish();
    boolean interrupted = Thread.interrupted();
    log(work, call, start, "task ended", interrupted);
    switch (end) {
      case End.Result(ObjectNode result) -> task.completed(result);
      case End.Failure(RpcError error) -> task.failed(error);
      case End.LeftWork() -> task.leftWork();
    }
  }

  /**
   * Refuses new calls, waits for those in flight until {@link Limits#drain()} is over, and
   * interrupts the rest.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void drain() throws InterruptedException {
    stopping = true;
    if (!roomReturns(limits.drain())) {
      inFlight.forEach(RunningCall::hurry);
      roomReturns(LAST_WORDS);
    }
  }

  /** Whether all the room is free, so that no call is in flight, within that time. */
  private boolean roomReturns(Duration patience) throws InterruptedException {
    int all = limits.callsInFlight();
    boolean empty = room.tryAcquire(all, patience.toMillis(), TimeUnit.MILLISECONDS);
    if (empty) {
      room.release(all);
    }
    return empty;
  }

  private String refusal() {
    return stopping
        ? "This server is stopping and takes no new calls. Nothing was done."
        : "This server is busy with "
            + limits.callsInFlight()
            + " calls, which is its limit. Nothing was done; try again in a moment.";
  }

  private void run(Work work, RunningCall call, CallScope scope) {
    Instant start = clock.instant();
    Optional<Onward> task = Optional.empty();
    try {
      End end = end(work, call);
      task = call.onward();
      if (task.isPresent()) {
        endTask(end, work, call, task.get(), start);
        return;
      }
      boolean wanted = call.finish();
      // No interrupt comes after finish(); one that came before must not break the sending.
      boolean interrupted = Thread.interrupted();
      // First forgotten, then answered: the client may use the id again once it has the answer.
      scope.remove(call.request().id());
      log(work, call, start, wanted ? "answered" : "cancelled", interrupted);
      if (wanted) {
        send(call, end);
      } else {
        call.reply().noAnswer();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt(); // the last thing on this thread: nobody is left to tell
    } finally {
      if (task.isEmpty()) {
        inFlight.remove(call);
        room.release();
      }
    }
  }

  // The border that the class comment speaks of: a defect of any kind, an Error too, is answered.
  private End end(Work work, RunningCall call) {
    EraRules rules = call.asker().rules();
    try {
      return new End.Result(rules.complete(call.request().method(), work.run().of(call)));
    } catch (RpcException broken) {
      return new End.Failure(broken.error());
    } catch (Suspended asked) {
      return new End.Result(asked.result());
    } catch (MissingCapability capability) {
      return new End.Failure(rules.missing(capability).error());
    } catch (Throwable defect) {
      if (defect instanceof InterruptedException
          && call.onward().filter(Onward::wasInterrupted).isPresent()) {
        return new End.LeftWork();
      }
      if (defect instanceof InterruptedException && call.hurried()) {
        return problem(work, call, "This server stopped before the call was done.");
      }
      // What a handler throws because it was cancelled is no defect. An interrupt that came from
      // nobody here is one: the handler made it up, or interrupted itself.
      LOG.log(
          call.cancelled() ? DEBUG : ERROR,
          "A handler failed unexpectedly. requestId=%s %s principal=%s"
              .formatted(call.requestId(), work.what(), call.caller().principal()),
          defect);
      return problem(work, call, "internal error (request " + call.requestId() + ")");
    }
  }

  private static End problem(Work work, RunningCall call, String sentence) {
    try {
      return new End.Result(
          call.asker().rules().complete(call.request().method(), work.problem().of(sentence)));
    } catch (RpcException broken) {
      return new End.Failure(broken.error());
    }
  }

  private static void send(RunningCall call, End end) throws InterruptedException {
    switch (end) {
      case End.Result(ObjectNode result) ->
          call.reply().answer(Messages.result(call.request().id(), result));
      case End.Failure(RpcError error) ->
          call.reply().fail(Messages.error(call.request().id(), error), error.code());
      case End.LeftWork() -> call.reply().noAnswer();
    }
  }

  private void log(
      Work work, RunningCall call, Instant start, String outcome, boolean interrupted) {
    LOG.log(
        DEBUG,
        () ->
            ("A call ended. requestId=%s %s principal=%s client=\"%s\" outcome=%s"
                    + " interrupted=%s durationMs=%d")
                .formatted(
                    call.requestId(),
                    work.what(),
                    call.caller().principal(),
                    call.client().name().replace('"', '\''),
                    outcome,
                    interrupted,
                    Duration.between(start, clock.instant()).toMillis()));
  }
}
