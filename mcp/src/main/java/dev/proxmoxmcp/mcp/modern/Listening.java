package dev.proxmoxmcp.mcp.modern;

import static java.lang.System.Logger.Level.ERROR;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.ListChanges;
import dev.proxmoxmcp.mcp.api.Resources;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.ListNotice;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.TaskRule;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcError;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.tasks.TaskMethods;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream of changes (2026-07-28, Subscriptions): first what was agreed to, then each change,
 * until the client cancels, goes away or no longer reads, or the server stops. Guarded by its lock,
 * under which nothing waits.
 */
final class Listening implements CallScope.Cancellable {
  private static final System.Logger LOG = LazyLogger.of(Listening.class);

  private final Request request;
  private final Asker asker;
  private final ReplyTo reply;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Resources.Watch> watches = new ArrayList<>();

  /** What came before the client was told what it will get: it is told after that. */
  private final List<byte[]> early = new ArrayList<>();

  private boolean acknowledged;
  private boolean over;
  private Runnable left = () -> {};

  private Listening(Request request, Asker asker, ReplyTo reply) {
    this.request = request;
    this.asker = asker;
    this.reply = reply;
  }

  /**
   * Begins to listen, and returns; what cannot be watched is said later.
   *
   * @throws RpcException if what is asked for is malformed, or there are too many who listen
   */
  static void begin(Request request, Asker asker, Sources sources, CallScope scope, ReplyTo reply)
      throws RpcException {
    JsonNode filter = request.params().path("notifications");
    if (!filter.isObject()) {
      throw RpcException.invalidParams("notifications must be an object");
    }
    if (filter.has("taskIds")) {
      TaskRule.requireTasks(asker);
    }
    Listening listening = new Listening(request, asker, reply);
    listening.enter(sources.dispatcher(), scope);
    // To look whether a resource is there may take a while, and others wait to be read.
    Thread.ofVirtual()
        .name("mcp-listen")
        .uncaughtExceptionHandler((_, defect) -> listening.broken(defect))
        .start(() -> listening.open(filter, sources));
  }

  private void open(JsonNode filter, Sources sources) {
    try {
      // Registered before it is acknowledged, so that no change in between is lost.
      acknowledge(subscribe(filter, sources));
    } catch (RpcException refused) {
      refuse(refused.error());
    }
  }

  private void broken(Throwable defect) {
    LOG.log(ERROR, "A resource failed unexpectedly while it began to be watched", defect);
    refuse(RpcException.failed("internal error").error());
  }

  private void refuse(RpcError error) {
    if (leave()) {
      reply.refuse(Messages.error(request.id(), error), error.code());
    }
  }

  private void enter(Dispatcher dispatcher, CallScope scope) throws RpcException {
    Runnable close = this::close;
    if (!dispatcher.listeners().enter(asker.caller(), close)) {
      throw RpcException.failed(
          "you have too many streams of changes open, or the server stops: close one, or try again"
              + " later");
    }
    left =
        () -> {
          dispatcher.listeners().leave(asker.caller(), close);
          scope.remove(request.id());
        };
    try {
      scope.add(request.id(), this);
    } catch (RpcException refused) {
      dispatcher.listeners().leave(asker.caller(), close);
      throw refused;
    }
  }

  /**
   * Whose changes there are.
   *
   * @param tasks null if the server has none
   */
  record Sources(Dispatcher dispatcher, @Nullable TaskMethods tasks) {}

  /** What of the wish can be granted. */
  private ObjectNode subscribe(JsonNode filter, Sources sources) throws RpcException {
    Dispatcher dispatcher = sources.dispatcher();
    ObjectNode agreed = Json.object();
    Set<ListChanges.Changed> lists = EnumSet.noneOf(ListChanges.Changed.class);
    for (ListChanges.Changed list : ListChanges.Changed.values()) {
      JsonNode wish = filter.path(ListNotice.filter(list));
      if (wish.booleanValue(false) && ListNotice.offered(list, dispatcher.server().offer())) {
        lists.add(list);
        agreed.put(ListNotice.filter(list), true);
      }
    }
    if (!lists.isEmpty()) {
      watch(
          dispatcher
              .server()
              .offer()
              .changes()
              .listen(list -> {
                if (lists.contains(list)) {
                  tell(ListNotice.method(list), Json.object());
                }
              }));
    }
    JsonNode wished = filter.path("resourceSubscriptions");
    if (!wished.isMissingNode() && !wished.isArray()) {
      throw RpcException.invalidParams("notifications.resourceSubscriptions must be an array");
    }
    resources(wished, dispatcher, agreed);
    tasks(filter.path("taskIds"), sources, agreed);
    return agreed;
  }

  private void tasks(JsonNode wished, Sources sources, ObjectNode agreed) throws RpcException {
    if (wished.isMissingNode() || sources.tasks() == null) {
      return;
    }
    int most = sources.dispatcher().server().limits().subscriptions();
    if (!wished.isArray() || wished.size() > most) {
      throw RpcException.invalidParams(
          "notifications.taskIds must be an array of at most " + most + " ids");
    }
    ArrayNode granted = agreed.putArray("taskIds");
    for (JsonNode one : wished) {
      String id = one.stringValue("");
      sources
          .tasks()
          .watch(id, asker.caller(), task -> tell("notifications/tasks", task))
          .ifPresent(watch -> {
            watch(watch::run);
            granted.add(id);
          });
    }
  }

  private void resources(JsonNode wished, Dispatcher dispatcher, ObjectNode agreed)
      throws RpcException {
    int most = dispatcher.server().limits().subscriptions();
    if (wished.size() > most) {
      throw RpcException.invalidParams("at most " + most + " resources can be watched at once");
    }
    Resources resources = dispatcher.server().offer().resources();
    if (!resources.watchable() || wished.isEmpty()) {
      return;
    }
    ArrayNode granted = agreed.putArray("resourceSubscriptions");
    for (JsonNode one : wished) {
      String uri = one.stringValue("");
      try {
        Optional<Resources.Watch> watch =
            resources.watch(
                uri,
                asker.caller(),
                () -> tell("notifications/resources/updated", Json.object().put("uri", uri)));
        if (watch.isPresent()) {
          watch(watch.get());
          granted.add(uri);
        }
      } catch (Resources.ReadFailure failure) {
        throw RpcException.failed(String.valueOf(failure.getMessage()));
      }
    }
  }

  private void watch(Resources.Watch watch) {
    lock.lock();
    try {
      if (!over) {
        watches.add(watch);
        return;
      }
    } finally {
      lock.unlock();
    }
    watch.close();
  }

  private void acknowledge(ObjectNode agreed) {
    ObjectNode params = Json.object();
    params.set("notifications", agreed);
    byte[] acknowledgement = message("notifications/subscriptions/acknowledged", params);
    boolean read = true;
    lock.lock();
    try {
      acknowledged = true;
      read = reply.send(acknowledgement);
      for (byte[] one : early) {
        read = read && reply.send(one);
      }
      early.clear();
    } finally {
      lock.unlock();
    }
    if (!read) {
      end(false);
    }
  }

  private void tell(String method, ObjectNode params) {
    byte[] message = message(method, params);
    boolean read = true;
    lock.lock();
    try {
      if (over) {
        return;
      }
      if (acknowledged) {
        read = reply.send(message);
      } else {
        early.add(message);
      }
    } finally {
      lock.unlock();
    }
    if (!read) {
      end(false); // it would miss a change: better that it knows, and listens again
    }
  }

  private byte[] message(String method, ObjectNode params) {
    params.withObject("_meta").set(ModernEra.PREFIX + "subscriptionId", request.id().value());
    return Messages.notification(method, params);
  }

  /** The client no longer listens. */
  @Override
  public void cancel() {
    end(false);
  }

  /** The server stops. */
  private void close() {
    end(true);
  }

  private void end(boolean told) {
    if (!leave()) {
      return;
    }
    if (told) {
      ObjectNode result = Json.object();
      result.putObject("_meta").set(ModernEra.PREFIX + "subscriptionId", request.id().value());
      ObjectNode whole = asker.rules().complete(request.method(), result);
      reply.send(Messages.result(request.id(), whole));
    }
    reply.noAnswer();
  }

  /** Whether this is what ends it. */
  private boolean leave() {
    List<Resources.Watch> last;
    lock.lock();
    try {
      if (over) {
        return false;
      }
      over = true;
      last = List.copyOf(watches);
      watches.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(Resources.Watch::close);
    left.run();
    return true;
  }
}
