package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.SecondFactor;
import dev.proxmoxmcp.client.TotpSecret;
import dev.proxmoxmcp.client.Unauthenticated;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * By a ticket, which a login with a password gives ({@code POST /access/ticket}) and every member
 * of the cluster takes. One login at a time; the ticket is renewed at half its life, by itself
 * instead of the password, so that no second factor is needed again.
 */
final class TicketAuthentication implements Authentication {
  private static final Logger LOG = System.getLogger(TicketAuthentication.class.getName());
  private static final String LOGIN = Endpoint.Root.API.prefix() + "/access/ticket";

  /** Proxmox takes a ticket for two hours; of these, a few minutes are left for slow clocks. */
  private static final Duration LIFE = Duration.ofMinutes(115);

  private static final Duration HALF = Duration.ofHours(1);

  /** Between two tries to renew a ticket that is good still. */
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  /** After a refusal. Wrong passwords are counted against the user, codes lock him out. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final PasswordLogin login;
  private final InstantSource clock;
  private final Pause pause;
  private final ReentrantLock one = new ReentrantLock();

  /** Written by whoever holds {@link #one}. */
  private volatile @Nullable Ticket current;

  /** Guarded by {@link #one}. */
  private @Nullable Failure failure;

  /** Guarded by {@link #one}. Proxmox takes a code once. */
  private long lastStep = -1;

  TicketAuthentication(PasswordLogin login, InstantSource clock, Pause pause) {
    this.login = login;
    this.clock = clock;
    this.pause = pause;
  }

  private record Ticket(Proof proof, Secret text, Instant since, Instant renewal) {
    Ticket renewedAt(Instant later) {
      return new Ticket(proof, text, since, later);
    }

    @Override
    public String toString() {
      return "Ticket[redacted]";
    }
  }

  private record Failure(Unauthenticated what, Instant until) {}

  @Override
  public AuthId id() {
    return login.id();
  }

  @Override
  public Proof proof(Attempt attempt, Door door) {
    Ticket ticket = current;
    Instant now = clock.instant();
    if (ticket == null || !now.isBefore(ticket.since().plus(LIFE))) {
      return alone(attempt, () -> loggedIn(ticket, attempt, door));
    }
    if (!now.isBefore(ticket.renewal()) && one.tryLock()) {
      try {
        // others may have renewed it, or dropped it, since it was looked at
        return ticket.equals(current) ? renewed(ticket, attempt, door) : ticket.proof();
      } finally {
        one.unlock();
      }
    }
    return ticket.proof();
  }

  /** A change is for the caller to send again; the next request logs in. */
  @Override
  public Optional<Proof> instead(Proof refused, boolean repeatable, Attempt attempt, Door door) {
    return alone(
        attempt,
        () -> {
          Ticket ticket = current;
          if (ticket != null && !ticket.proof().equals(refused)) {
            return Optional.of(ticket.proof());
          }
          current = null;
          return repeatable ? Optional.of(loggedIn(null, attempt, door)) : Optional.empty();
        });
  }

  @FunctionalInterface
  private interface Step<T> {
    T take();
  }

  private <T> T alone(Attempt attempt, Step<T> step) {
    try {
      one.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("the login for: " + attempt.purpose(), Delivery.NOT_SENT, interrupted);
    }
    try {
      return step.take();
    } finally {
      one.unlock();
    }
  }

  /**
   * Logs in, unless others did meanwhile.
   *
   * @param before that is no longer good; null for none
   */
  private Proof loggedIn(@Nullable Ticket before, Attempt attempt, Door door) {
    Ticket ticket = current;
    if (ticket != null && !ticket.equals(before)) {
      return ticket.proof();
    }
    Attempt loggingIn = of(attempt);
    Failure failed = failure;
    if (failed != null && clock.instant().isBefore(failed.until())) {
      throw Unauthenticated.notTriedAgain(loggingIn, failed.what());
    }
    try {
      Ticket made = keep(ask(loggingIn, door, login.password().reveal(), null), loggingIn, door);
      failure = null;
      LOG.log(Level.INFO, () -> "Logged in. cluster=" + attempt.cluster() + " user=" + login.id());
      return made.proof();
    } catch (Unauthenticated refused) {
      failure = new Failure(refused, clock.instant().plus(REST));
      throw refused;
    }
  }

  /** The old one where that fails: it is good still. */
  private Proof renewed(Ticket ticket, Attempt attempt, Door door) {
    Attempt renewing = of(attempt);
    try {
      return keep(ask(renewing, door, ticket.text().reveal(), null), renewing, door).proof();
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException notNow) {
      LOG.log(Level.DEBUG, () -> "The ticket was not renewed. " + notNow.getMessage());
      current = ticket.renewedAt(clock.instant().plus(BETWEEN));
      return ticket.proof();
    }
  }

  /** Answers the second factor if it is wanted, and keeps the ticket that comes of it. */
  private Ticket keep(Fields answer, Attempt attempt, Door door) {
    Fields whole = wantsSecondStep(answer) ? secondStep(answer, attempt, door) : answer;
    String text = whole.required("ticket", ticket -> ticket);
    Instant now = clock.instant();
    Ticket made =
        new Ticket(
            new Proof(
                "Cookie",
                cookie() + "=" + UriEncoding.encode(text),
                whole.required("CSRFPreventionToken", csrf -> csrf)),
            Secret.of(text),
            now,
            now.plus(HALF));
    current = made;
    return made;
  }

  private String cookie() {
    return switch (login.product()) {
      case PVE -> "PVEAuthCookie";
      case PBS -> "PBSAuthCookie";
    };
  }

  /** A Backup Server says it in the ticket alone. */
  private static boolean wantsSecondStep(Fields answer) {
    return answer.flag("NeedTFA") || answer.textOrEmpty("ticket").startsWith("PBS:!tfa!");
  }

  private Fields secondStep(Fields first, Attempt attempt, Door door) {
    SecondFactor totp = login.secondFactor();
    if (totp == null) {
      throw Unauthenticated.withoutSecondFactor(attempt, login.id());
    }
    long step = TotpSecret.step(clock.instant());
    if (step <= lastStep) {
      awaitNext(attempt);
      step = Math.max(TotpSecret.step(clock.instant()), lastStep + 1);
    }
    lastStep = step;
    return ask(attempt, door, "totp:" + totp.code(step), first.required("ticket", one -> one));
  }

  private void awaitNext(Attempt attempt) {
    Instant next = Instant.ofEpochSecond((lastStep + 1) * TotpSecret.STEP.toSeconds());
    try {
      pause.sleep(Duration.between(clock.instant(), next));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("the login for: " + attempt.purpose(), Delivery.NOT_SENT, interrupted);
    }
  }

  private Fields ask(Attempt attempt, Door door, String password, @Nullable String challenge) {
    SortedMap<String, List<String>> form = new TreeMap<>();
    form.put("username", List.of(login.id().toString()));
    form.put("password", List.of(password));
    if (challenge != null) {
      form.put("tfa-challenge", List.of(challenge));
    }
    Reply reply =
        door.send(attempt, new WireRequest(Method.POST, LOGIN, UriEncoding.parameters(form)));
    return Replies.read(attempt, login.id(), reply).object();
  }

  private Attempt of(Attempt attempt) {
    return new Attempt(
        attempt.cluster(),
        attempt.host(),
        "log in as user " + login.id() + " to " + attempt.purpose(),
        "POST /access/ticket",
        Tier.READ,
        null);
  }
}
