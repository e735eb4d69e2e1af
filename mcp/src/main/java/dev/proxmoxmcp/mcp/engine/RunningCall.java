package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.TraceContext;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call from its start to its end. It ends once, finished or cancelled; after that there is no
 * progress, no message and no interrupt. Guarded by its lock, under which nothing waits.
 */
final class RunningCall implements ToolCall, CallScope.Cancellable {
  private static final int LONGEST_MESSAGE = 500;

  private enum State {
    RUNNING,
    CANCELLED,
    FINISHED
  }

  private final String requestId;
  private final Request request;
  private final Asker asker;
  private final ObjectNode arguments;
  private final @Nullable Tool tool;
  private final @Nullable RequestId progressToken;
  private final Dialog dialog;
  private final ReplyTo reply;

  private final ReentrantLock lock = new ReentrantLock();
  private State state = State.RUNNING;
  private double lastProgress = Double.NEGATIVE_INFINITY;
  private @Nullable Thread thread;
  private boolean hurried;
  private @Nullable Onward onward;
  private Runnable whenItGoesOn = () -> {};

  /**
   * @param sent what the client sent, already read
   */
  RunningCall(String requestId, Sent sent, Asker asker, Dialog dialog, ReplyTo reply) {
    this.requestId = requestId;
    this.request = sent.request();
    this.asker = asker;
    this.tool = sent.tool();
    this.arguments = sent.arguments();
    this.progressToken = sent.progressToken();
    this.dialog = dialog;
    this.reply = reply;
  }

  /**
   * What a client sent.
   *
   * @param tool that is called; null for anything else
   * @param arguments of a tool; empty for anything else
   * @param progressToken null if it does not want to be told
   */
  record Sent(
      Request request,
      @Nullable Tool tool,
      ObjectNode arguments,
      @Nullable RequestId progressToken) {}

  @Override
  public ObjectNode arguments() {
    return arguments;
  }

  @Override
  public Caller caller() {
    return asker.caller();
  }

  @Override
  public ClientInfo client() {
    return asker.client();
  }

  @Override
  public ClientCapabilities capabilities() {
    return asker.capabilities();
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Optional<TraceContext> trace() {
    JsonNode meta = request.params().path("_meta");
    return TraceContext.of(
        meta.path("traceparent").stringValue(null), meta.path("tracestate").stringValue(null));
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    Optional<Onward> task = onward();
    if (task.isPresent()) {
      task.get().progress(message);
      return;
    }
    if (progressToken == null || !Double.isFinite(done)) {
      return;
    }
    String line = ForeignText.line(message, LONGEST_MESSAGE);
    byte[] notice =
        Messages.notification(
            "notifications/progress", asker.wording().progress(progressToken, done, total, line));
    lock.lock();
    try {
      if (isHeard() && done > lastProgress) {
        lastProgress = done;
        reply.notice(notice);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void log(LogLevel level, String logger, JsonNode data) {
    if (!asker.rules().wants(level)) {
      return;
    }
    byte[] notice =
        Messages.notification("notifications/message", Wording.message(level, logger, data));
    lock.lock();
    try {
      if (isHeard()) {
        reply.notice(notice);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<String, Answer> askAll(Map<String, Question<?>> questions)
      throws InterruptedException {
    for (Question<?> question : questions.values()) {
      if (!capabilities().takes(question)) {
        throw new MissingCapability(question.needs());
      }
    }
    return dialog().askAll(questions);
  }

  @Override
  public String once(String key, Supplier<String> make) {
    return dialog().once(key, make);
  }

  private Dialog dialog() {
    return onward().<Dialog>map(task -> task).orElse(dialog);
  }

  @Override
  public Background background(AfterRestart after) throws InterruptedException {
    Optional<Onward> already = onward();
    if (already.isPresent()) {
      return already.get().background();
    }
    if (tool == null || tool.extras().tasks() == Tool.TaskUse.NEVER) {
      return Background.NONE;
    }
    Onward.Call call =
        new Onward.Call(request, tool, asker, dialog.memory(), after, this::interrupt);
    Optional<Onward> task = asker.rules().goOn(call);
    if (task.isEmpty()) {
      return Background.NONE;
    }
    goOn(task.get());
    ObjectNode created = asker.rules().complete(request.method(), task.get().created());
    reply.answer(Messages.result(request.id(), created));
    return task.get().background();
  }

  /** From here on the client's connection is not needed: what it does there does not matter. */
  private void goOn(Onward task) throws InterruptedException {
    lock.lock();
    try {
      if (state == State.CANCELLED) {
        task.leftWork();
        throw new InterruptedException("cancelled before it became a task");
      }
      onward = task;
    } finally {
      lock.unlock();
    }
    whenItGoesOn.run();
  }

  /** Goes on from an earlier process, without a client that waits. */
  void goesOn(Onward task) {
    lock.lock();
    try {
      onward = task;
    } finally {
      lock.unlock();
    }
    task.interruptedBy(this::interrupt);
  }

  /** What is done when the request was answered before the handler ended. */
  void whenItGoesOn(Runnable what) {
    whenItGoesOn = what;
  }

  /** The task that it became. */
  Optional<Onward> onward() {
    lock.lock();
    try {
      return Optional.ofNullable(onward);
    } finally {
      lock.unlock();
    }
  }

  private boolean isHeard() {
    return state == State.RUNNING && onward == null;
  }

  @Override
  public void letGo() {
    reply.letGo();
  }

  @Override
  public boolean cancelled() {
    lock.lock();
    try {
      return state == State.CANCELLED || (onward != null && onward.cancelled());
    } finally {
      lock.unlock();
    }
  }

  Request request() {
    return request;
  }

  Asker asker() {
    return asker;
  }

  ReplyTo reply() {
    return reply;
  }

  /** Names the thread that runs this call, before it starts. */
  void runsOn(Thread runner) {
    lock.lock();
    try {
      thread = runner;
    } finally {
      lock.unlock();
    }
  }

  /** The client does not want the answer any more. */
  @Override
  public void cancel() {
    lock.lock();
    try {
      if (isHeard()) {
        state = State.CANCELLED;
        interruptHandler();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The server stops: the handler is interrupted, and what it then answers is sent. */
  void hurry() {
    lock.lock();
    try {
      if (isHeard()) {
        hurried = true;
        interruptHandler();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the handler was interrupted because the server stops. */
  boolean hurried() {
    lock.lock();
    try {
      return hurried;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the call, and with it progress and interrupts.
   *
   * @return whether the client still wants the answer
   */
  boolean finish() {
    lock.lock();
    try {
      if (state == State.CANCELLED) {
        return false;
      }
      state = State.FINISHED;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void interrupt() {
    lock.lock();
    try {
      if (state == State.RUNNING) {
        interruptHandler();
      }
    } finally {
      lock.unlock();
    }
  }

  private void interruptHandler() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
