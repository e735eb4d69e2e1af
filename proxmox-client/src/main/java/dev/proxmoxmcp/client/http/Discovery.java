package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Meeting;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Learns the members from {@code GET /cluster/status}, and lets them prove who they are; both
 * beside the calls, which never wait for it. Thread-safe.
 */
final class Discovery implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Discovery.class.getName());

  static final Endpoint STATUS = Endpoint.read("/cluster/status");

  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ClusterWire cluster;
  private final HttpWire wire;
  private final Members members;
  private final InstantSource clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
  private final Set<Member> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Discovery(ClusterWire cluster, HttpWire wire, Members members, InstantSource clock) {
    this.cluster = cluster;
    this.wire = wire;
    this.members = members;
    this.clock = clock;
  }

  /**
   * Looks at the cluster if that is due. Called after a good answer, so that a cluster of which
   * nothing is wanted is asked nothing.
   *
   * @param name of the cluster
   * @param gate asked first, on this thread, as for every request
   */
  void afterAnswer(String name, Gate gate) {
    Instant now = clock.instant();
    Instant due = next.get();
    if (!members.canLearn() || now.isBefore(due) || !next.compareAndSet(due, now.plus(BETWEEN))) {
      return;
    }
    Errand errand;
    try {
      errand = errand(name, gate);
    } catch (Refused notAllowed) {
      LOG.log(Level.DEBUG, () -> "Learns no members. " + notAllowed.getMessage());
      return;
    }
    beside(() -> look(errand));
  }

  private static Errand errand(String name, Gate gate) {
    Call call = STATUS.call("learn the members of the cluster");
    Outgoing.ApiRequest request = Session.outgoing(name, call);
    gate.pass(request);
    return new Errand(call, request, LIMIT);
  }

  /**
   * Does the same now, and meets every learned member whatever is known of it.
   *
   * @return empty where none could be verified
   * @throws ProxmoxException if the cluster does not tell its members
   */
  List<Meeting> meetMembers(String name, Gate gate) throws InterruptedException {
    if (!members.canLearn()) {
      return List.of();
    }
    Errand errand = errand(name, gate);
    learn(cluster.send(errand));
    Map<Member, Future<Optional<ProxmoxException>>> underWay = new LinkedHashMap<>();
    for (Member member : members.learned()) {
      Attempt attempt = errand.attempt(member.address());
      underWay.put(member, threads.submit(() -> failureToMeet(member, attempt)));
    }
    List<Meeting> meetings = new ArrayList<>();
    for (Map.Entry<Member, Future<Optional<ProxmoxException>>> one : underWay.entrySet()) {
      NodeName node = one.getKey().node();
      if (node != null) {
        meetings.add(
            new Meeting(node, one.getKey().address(), result(one.getValue()).orElse(null)));
      }
    }
    return meetings;
  }

  private Optional<ProxmoxException> failureToMeet(Member member, Attempt attempt)
      throws InterruptedException {
    try {
      wire.verify(member);
      member.verified();
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(WireFailures.unmet(attempt, wire.timeouts(), failed));
    }
  }

  private static <T> T result(Future<T> of) throws InterruptedException {
    try {
      return of.get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private void learn(Answered answered) {
    List<Members.Told> told =
        Replies.read(answered.attempt(), cluster.authId(), answered.reply())
            .list(Function.identity())
            .stream()
            .filter(entry -> "node".equals(entry.text("type")))
            .map(entry -> told(entry, answered.attempt().host().port()))
            .flatMap(Optional::stream)
            .toList();
    members.inOrder(null).stream()
        .filter(member -> member.address().equals(answered.attempt().host()))
        .findFirst()
        .ifPresent(teller -> members.learn(teller, told).forEach(wire::forget));
  }

  private void look(Errand errand) {
    try {
      learn(cluster.send(errand));
      members.candidates().forEach(this::tryOut);
    } catch (ProxmoxException unknown) {
      LOG.log(Level.DEBUG, () -> "Learned no members. " + unknown.getMessage());
    } catch (IllegalStateException closed) {
      LOG.log(Level.DEBUG, "Closed before the members were learned.");
    }
  }

  /** Empty for a node without a usable address. What a name means is for no cluster to say. */
  private static Optional<Members.Told> told(Fields entry, int port) {
    String ip = entry.text("ip");
    if (ip == null || !ip.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Members.Told(
              entry.required("name", NodeName::new),
              new HostAddress(ip, port),
              entry.flag("local")));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /**
   * Meets a member without sending anything: a candidate that proves itself may receive requests,
   * and one that rests is well again. Does nothing while that is under way.
   */
  void tryOut(Member member) {
    if (underWay.add(member)) {
      beside(() -> {
        try {
          meet(member);
        } finally {
          underWay.remove(member);
        }
      });
    }
  }

  private void meet(Member member) {
    try {
      wire.verify(member);
      boolean proved = !member.mayReceive();
      member.verified();
      member.health().met();
      if (proved) {
        LOG.log(Level.INFO, () -> "A member of the cluster proved itself. member=" + member);
      }
    } catch (IOException failed) {
      LOG.log(
          !threads.isShutdown() && member.firstComplaint() ? Level.INFO : Level.DEBUG,
          () ->
              "A member of the cluster was not met, and is sent nothing. member="
                  + member
                  + " because=\""
                  + ForeignText.line(String.valueOf(failed.getMessage()), 200)
                  + "\"");
      if (member.mayReceive()) {
        member.health().notMet();
      }
    } catch (IllegalStateException closed) {
      LOG.log(Level.DEBUG, "Closed before a member was met.");
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void beside(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "Closed meanwhile.");
    }
  }

  /** Ends what is under way, without waiting for it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
