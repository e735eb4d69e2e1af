package dev.proxmoxmcp.mcp.engine;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the calls of one transport, each on a virtual thread of its own, and as many at once as the
 * limit allows. Thread-safe.
 *
 * <p>This is the border behind which code of others runs: whatever a handler throws becomes an
 * answer here, since a client that got none would wait for ever.
 */
final class ToolCalls {
  private static final System.Logger LOG = System.getLogger(ToolCalls.class.getName());

  /** How long a handler that was interrupted at the end has to come back. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Limits limits;
  private final InstantSource clock;
  private final Semaphore room;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<RunningCall> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  ToolCalls(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.room = new Semaphore(limits.callsInFlight());
  }

  /** A name for the next call. */
  String nextRequestId() {
    return "r" + numbers.incrementAndGet();
  }

  /**
   * Starts a call and returns at once; the answer goes to the call's {@link ReplyTo}.
   *
   * @throws RpcException if the id is in flight or the scope has ended
   * @throws InterruptedException if the thread is interrupted while it sends a refusal
   */
  void start(RequestId id, Tool tool, RunningCall call, CallScope scope)
      throws RpcException, InterruptedException {
    if (stopping || !room.tryAcquire()) {
      call.reply().answer(answer(id, call, refusal()));
      return;
    }
    Thread thread =
        Thread.ofVirtual()
            .name("mcp-" + call.requestId())
            .unstarted(() -> run(id, tool, call, scope));
    // Before anybody can find and cancel the call; an interrupt before the start is not lost.
    call.runsOn(thread);
    try {
      scope.add(id, call);
    } catch (RpcException refused) {
      room.release();
      throw refused;
    }
    inFlight.add(call);
    thread.start();
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

  private ToolResult refusal() {
    return ToolResult.error(
        stopping
            ? "This server is stopping and takes no new calls. Nothing was done."
            : "This server is busy with "
                + limits.callsInFlight()
                + " calls, which is its limit. Nothing was done; try again in a moment.");
  }

  private void run(RequestId id, Tool tool, RunningCall call, CallScope scope) {
    Instant start = clock.instant();
    try {
      byte[] answer = invoke(id, tool, call);
      boolean wanted = call.finish();
      // No interrupt comes after finish(); one that came before must not break the sending.
      boolean interrupted = Thread.interrupted();
      // First forgotten, then answered: the client may use the id again once it has the answer.
      scope.remove(id);
      log(tool, call, start, wanted ? "answered" : "cancelled", interrupted);
      if (wanted) {
        call.reply().answer(answer);
      } else {
        call.reply().noAnswer();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt(); // the last thing on this thread: nobody is left to tell
    } finally {
      inFlight.remove(call);
      room.release();
    }
  }

  // The border that the class comment speaks of: a defect of any kind, an Error too, is answered.
  private byte[] invoke(RequestId id, Tool tool, RunningCall call) {
    try {
      return answer(id, call, tool.handler().call(call));
    } catch (Throwable defect) {
      if (defect instanceof InterruptedException && call.hurried()) {
        return answer(id, call, ToolResult.error("This server stopped before the call was done."));
      }
      // What a handler throws because it was cancelled is no defect. An interrupt that came from
      // nobody here is one: the handler made it up, or interrupted itself.
      LOG.log(
          call.cancelled() ? DEBUG : ERROR,
          "A tool failed unexpectedly. requestId=%s tool=%s principal=%s"
              .formatted(call.requestId(), tool.name(), call.caller().principal()),
          defect);
      return answer(
          id, call, ToolResult.error("internal error (request " + call.requestId() + ")"));
    }
  }

  private static byte[] answer(RequestId id, RunningCall call, ToolResult result) {
    Asker asker = call.asker();
    return Messages.result(id, asker.finish().apply(asker.wording().result(result)));
  }

  private void log(
      Tool tool, RunningCall call, Instant start, String outcome, boolean interrupted) {
    LOG.log(
        DEBUG,
        () ->
            ("A call ended. requestId=%s tool=%s principal=%s client=\"%s\" outcome=%s"
                    + " interrupted=%s durationMs=%d")
                .formatted(
                    call.requestId(),
                    tool.name(),
                    call.caller().principal(),
                    call.client().name().replace('"', '\''),
                    outcome,
                    interrupted,
                    Duration.between(start, clock.instant()).toMillis()));
  }
}
