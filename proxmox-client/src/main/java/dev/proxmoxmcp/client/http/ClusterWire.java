package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unreachable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request through whichever member can take it. Reads are sent up to three times; writes
 * once, and to another member only where a connection was refused. Each node has a bounded number
 * of requests at once, and a member that fails rests. The rules are {@link Verdict}'s. Thread-safe.
 */
public final class ClusterWire implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ClusterWire.class.getName());
  private static final int TRIES = 3;

  /** A member with fewer requests than this keeps up. */
  private static final int SPARE = NodeLimits.AT_ONCE - 1;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final HttpWire wire;
  private final Prover prover;
  private final Members members;
  private final InstantSource clock;
  private final Pause pause;
  private final RandomGenerator random;
  private final NodeLimits limits = new NodeLimits();
  private final RetryBudget budget = new RetryBudget();
  private final SharedReads shared;
  private final Discovery discovery;
  private volatile boolean closed;

  /**
   * @param wire owned, and closed with this
   * @param identity as whom requests are sent
   * @param clock for limits and rests
   * @param pause before a member is asked again
   * @param random spreads such pauses; used by one thread at a time
   */
  public ClusterWire(
      HttpWire wire,
      Identity identity,
      Members members,
      InstantSource clock,
      Pause pause,
      RandomGenerator random) {
    this.wire = wire;
    this.prover = new Prover(wire, Authentication.of(identity, clock, pause));
    this.members = members;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
    this.shared = new SharedReads(clock);
    this.discovery = new Discovery(this, wire, members, clock);
  }

  /** Where calls begin. */
  HostAddress first() {
    return members.first().address();
  }

  /** As whom requests are sent. */
  AuthId authId() {
    return prover.id();
  }

  /**
   * Every request from now on carries {@code token}; so does one that was refused just now, once
   * more.
   *
   * @throws IllegalArgumentException if this acts by no token, or by one of another user
   */
  public void replace(ApiToken token) {
    prover.replace(token);
  }

  /** See {@link Greeter}. */
  Greeting greet(Errand errand, HostAddress host, Duration keep) {
    return Greeter.greet(wire, clock, errand.attempt(host), errand.onTheWire(), keep);
  }

  Discovery discovery() {
    return discovery;
  }

  /**
   * Answers a read from what others ask or asked just now, where that is fresh enough; else sends
   * it.
   *
   * @throws ProxmoxException if there is no answer
   * @throws IllegalStateException if this is closed
   */
  Answered exchange(Errand errand, Freshness freshness) {
    if (!errand.repeatable()) {
      return write(errand);
    }
    return switch (freshness) {
      case NOW -> send(errand);
      case RECENT -> {
        Duration limit = shorter(errand.limit(), wire.timeouts().answer());
        Errand forAll =
            new Errand(errand.call(), errand.request(), wire.timeouts().answer(), errand.product());
        yield shared.read(
            errand.attempt(first()),
            authId(),
            errand.onTheWire().target(),
            limit,
            () -> send(forAll));
      }
    };
  }

  /** A read that begins before the write has ended may show the state before it. */
  private Answered write(Errand errand) {
    shared.wrote();
    try {
      return send(errand);
    } finally {
      shared.wrote();
    }
  }

  /**
   * Sends it and waits for the whole answer, which may be an error of Proxmox.
   *
   * @throws ProxmoxException if there is none
   * @throws IllegalStateException if this is closed
   */
  Answered send(Errand errand) {
    if (closed) {
      throw new IllegalStateException("cluster " + errand.request().cluster() + " is closed");
    }
    budget.call();
    return new Journey(errand).travel();
  }

  /** One request's way through the members. Belongs to the thread that sends. */
  private final class Journey {
    private final Errand errand;
    private final Instant deadline;
    private final List<Member> tried = new ArrayList<>();
    private @Nullable Attempt last;
    private @Nullable ProxmoxException failure;
    private @Nullable Answered answered;
    private Verdict verdict = Verdict.FINAL;

    Journey(Errand errand) {
      this.errand = errand;
      Duration limit = shorter(errand.limit(), wire.timeouts().answer());
      this.deadline = clock.instant().plus(limit);
    }

    Answered travel() {
      Member member = choose().orElseThrow(this::nobody);
      while (true) {
        if (tryAt(member)) {
          return answeredOrThrow();
        }
        Optional<Member> next = after(member);
        if (next.isEmpty()) {
          return answeredOrThrow();
        }
        member = next.get();
      }
    }

    /** An answer that another member might have bettered is an answer still. */
    private Answered answeredOrThrow() {
      if (answered != null) {
        return answered;
      }
      throw failure == null ? nobody() : failure;
    }

    /** Whether that was the end of it. */
    private boolean tryAt(Member member) {
      Attempt attempt =
          last == null ? errand.attempt(member.address()) : last.again(member.address());
      boolean hasty = errand.repeatable() && tried.size() < TRIES - 1 && anotherThan(member);
      Duration left = left();
      try (NodeLimits.Turn _ = limits.enter(attempt, turnOf(member), errand.pace(), left)) {
        if (closed) {
          throw Unreachable.closedHere(attempt, Delivery.NOT_SENT, new ClosedChannelException());
        }
        if (!member.health().admits()) {
          return false; // others found out while this one waited: nothing was sent
        }
        last = attempt;
        tried.add(member);
        Waits waits =
            hasty
                ? Waits.hasty(wire.timeouts(), left(), errand.pace())
                : Waits.patient(wire.timeouts(), left());
        return sentOver(member, attempt, waits);
      }
    }

    private boolean sentOver(Member member, Attempt attempt, Waits waits) {
      ProxmoxException before = failure;
      failure = null;
      answered = null;
      try {
        Reply reply = prover.send(attempt, member, errand.onTheWire(), waits);
        member.health().succeeded();
        answered = new Answered(attempt, reply);
        return !isUnreachable(reply) || judge(unreachable(attempt, reply), waits);
      } catch (ProxmoxException failed) {
        Verdict.blame(errand, member, failed).ifPresent(member.health()::failed);
        if (failed instanceof CertificateRejected) {
          member.refused();
        }
        if (before != null && before != failed) {
          failed.addSuppressed(before);
        }
        failure = failed;
        return judge(failed, waits);
      }
    }

    private boolean judge(ProxmoxException failed, Waits waits) {
      verdict = Verdict.of(errand, failed, waits.hasty());
      return verdict == Verdict.FINAL;
    }

    /** Who is asked after {@code member} failed or rests; empty if nobody. */
    private Optional<Member> after(Member member) {
      if (!tried.contains(member)) {
        return choose(); // it rests by now, so another is chosen
      }
      if (tried.size() >= TRIES || !left().isPositive()) {
        return Optional.empty();
      }
      Optional<Member> next =
          switch (verdict) {
            case FINAL -> Optional.empty();
            case ELSEWHERE -> choose();
            case AGAIN -> choose().or(() -> again(member));
          };
      if (next.isEmpty() || !budget.take()) {
        return Optional.empty();
      }
      ProxmoxException why = failure;
      Member other = next.get();
      LOG.log(
          Level.DEBUG,
          () ->
              "Sends it again. cluster="
                  + errand.request().cluster()
                  + " request=\""
                  + errand.request().path()
                  + "\" member="
                  + other.address()
                  + (why == null ? "" : " because=\"" + why.getMessage() + "\""));
      if (other == member) {
        rest();
      }
      return next;
    }

    private Optional<Member> again(Member member) {
      return member.health().state() == MemberHealth.State.WELL
          ? Optional.of(member)
          : Optional.empty();
    }

    /** The best member that was not asked yet; empty if all that are left rest. */
    private Optional<Member> choose() {
      List<Member> left =
          members.inOrder(errand.target()).stream().filter(one -> !tried.contains(one)).toList();
      left.stream()
          .filter(one -> one.health().state() == MemberHealth.State.ON_TRIAL)
          .forEach(discovery::tryOut);
      return well(left)
          .or(() -> first(left, MemberHealth.State.ON_TRIAL))
          .or(() -> first(left, MemberHealth.State.LAST_RESORT));
    }

    /**
     * The first one that is well; of those that would work on it themselves, one with a turn to
     * spare goes before one for whose turn others wait.
     */
    private Optional<Member> well(List<Member> from) {
      List<Member> well =
          from.stream().filter(one -> one.health().state() == MemberHealth.State.WELL).toList();
      if (errand.target() != null) {
        return well.stream().findFirst();
      }
      // the first of several equals: calls stay with one member while it keeps up
      return well.stream()
          .min(Comparator.comparingInt(one -> Math.max(0, limits.load(turnOf(one)) - SPARE)));
    }

    private Optional<Member> first(List<Member> from, MemberHealth.State state) {
      return from.stream().filter(one -> one.health().state() == state).findFirst();
    }

    private boolean anotherThan(Member member) {
      return members.inOrder(null).stream()
          .anyMatch(one ->
              one != member
                  && !tried.contains(one)
                  && one.health().state() == MemberHealth.State.WELL);
    }

    private Unreachable nobody() {
      Member soonest = members.first();
      for (Member member : members.inOrder(errand.target())) {
        if (member.health().restLeft().compareTo(soonest.health().restLeft()) < 0) {
          soonest = member;
        }
      }
      return Unreachable.restsNow(
          errand.attempt(soonest.address()),
          soonest.health().lastFailure(),
          wire.timeouts().connect(),
          soonest.health().restLeft());
    }

    private String turnOf(Member member) {
      if (errand.target() != null) {
        return "node " + errand.target();
      }
      return member.node() == null ? member.address().toString() : "node " + member.node();
    }

    private Duration left() {
      return Duration.between(clock.instant(), deadline);
    }

    /**
     * Longer each time, and of chance, so that callers who failed together do not come together.
     */
    private void rest() {
      long full = FIRST_PAUSE.toMillis() << (tried.size() - 1);
      long length;
      synchronized (random) {
        length = random.nextLong(full / 2, full + 1);
      }
      try {
        pause.sleep(shorter(Duration.ofMillis(length), left()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Interrupted(
            "the answer to: " + errand.call().purpose(), Delivery.UNKNOWN, interrupted);
      }
    }
  }

  /** Another node than the one that answered is meant, or its own daemon: 595 to 599. */
  private static boolean isUnreachable(Reply reply) {
    return reply.status() >= 595 && reply.status() <= 599;
  }

  private static NodeUnreachable unreachable(Attempt attempt, Reply reply) {
    return new NodeUnreachable(attempt, reply.status(), reply.reason().strip());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /**
   * Makes what the first request needs, and lets the member that it goes to prove who it is.
   *
   * @throws InterruptedException if the caller is interrupted before
   */
  public void prepare() throws InterruptedException {
    wire.prepare(members.first());
  }

  /** Ends all connections and threads. Requests that wait fail. Idempotent. */
  @Override
  public void close() {
    closed = true;
    discovery.close();
    wire.close();
  }
}
