package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.freeze.Freeze;
import dev.proxmoxmcp.guard.freeze.Frozen;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.rate.Rate;
import dev.proxmoxmcp.guard.rate.RateLimits;
import dev.proxmoxmcp.guard.rate.Taking;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.store.forward.Forwarding;
import dev.proxmoxmcp.tools.Approvals;
import dev.proxmoxmcp.tools.Deciding;
import dev.proxmoxmcp.tools.Reconciliation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one process: what it keeps, and how calls are decided about. Thread-safe; closed by
 * whoever made it, after all that uses it.
 */
public final class Guarding implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Guarding.class.getName());

  /** How often it is looked for how changes ended. */
  private static final Duration ROUND = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final Ledger ledger;
  private final Approvals approvals;
  private final Duration taint;
  private final RateLimits rates;
  private final CommandRules commands;
  private final String process;
  private final Collectors collectors;
  private @Nullable Thread rounds;
  private @Nullable Forwarding forwarding;

  /**
   * How strict it is.
   *
   * @param taint how long what a guest wrote counts against its reader; zero for never
   * @param rates how much each principal may do
   * @param commands which commands may run in guests
   */
  public record Terms(Duration taint, Map<Tier, Rate> rates, CommandRules commands) {
    /** Where nothing is said. */
    public static final Terms USUAL = new Terms(Guard.TAINT, RateLimits.DEFAULT, CommandRules.NONE);
  }

  /** Made at the first plan: to make one reads the JDK's providers, which no start waits for. */
  private static final class Chance {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  /** Who else gets the records of the trail. */
  @FunctionalInterface
  public interface Collectors {
    /** Nobody. */
    Collectors NONE = _ -> Optional.empty();

    /** Begins to send them the records of {@code store}; empty where there is nobody. */
    Optional<Forwarding> begin(GuardStore store);
  }

  /**
   * @param store where it keeps what it keeps; closed by {@link #close}
   * @param approvals how a person decides whose client shows no forms
   * @param collectors who gets the records of the trail from {@link #begin} on
   */
  public Guarding(
      GuardStore store,
      Approvals approvals,
      Terms terms,
      Collectors collectors,
      InstantSource clock) {
    this.clock = clock;
    this.collectors = collectors;
    this.approvals = approvals;
    this.taint = terms.taint();
    this.rates = new RateLimits(terms.rates());
    this.commands = terms.commands();
    this.process = name(ProcessHandle.current());
    this.ledger =
        new Ledger(
            store,
            clock,
            () -> Chance.RANDOM.nextLong(),
            process,
            List.of((books, _, _, _) -> frozen(books), this::rated));
  }

  /** By those rules. */
  public Deciding deciding(Policy policy) {
    return new Deciding(new Guard(policy, ledger, taint), approvals, this::lookRated, commands);
  }

  /** Records by which rules the server goes from now on, where they are new. */
  public void inForce(Policy policy) {
    new PolicyNotice(ledger.store(), clock).inForce(policy);
  }

  /** Its memory. */
  public Ledger ledger() {
    return ledger;
  }

  private static Optional<String> frozen(Books books) {
    return Freeze.state(books).map(Frozen::text);
  }

  private Optional<String> rated(Books books, String principal, Proposal proposal, Instant now) {
    for (Tier tier : proposal.tiers()) {
      long steps = proposal.all().stream().filter(one -> one.step().tier() == tier).count();
      Optional<String> wait =
          tier == Tier.READ
              ? Optional.empty()
              : told(rates.take(books, principal, tier, (int) steps, now));
      if (wait.isPresent()) {
        return wait;
      }
    }
    return Optional.empty();
  }

  private Optional<String> lookRated(String principal) {
    return told(rates.look(principal, clock.instant()));
  }

  private static Optional<String> told(Taking taking) {
    return switch (taking) {
      case Taking.Taken() -> Optional.empty();
      case Taking.Wait wait -> Optional.of(wait.text());
      case Taking.TooMany many -> Optional.of(many.text());
    };
  }

  /** Begins to find out how changes ended whose end nobody recorded, and to send the trail on. */
  public void begin(Supplier<List<Cluster>> clusters, Pause pause) {
    Reconciliation reconciliation =
        new Reconciliation(ledger, clusters, process, Guarding::alive, clock);
    rounds = Thread.ofVirtual().name("reconciliation").start(() -> rounds(reconciliation, pause));
    forwarding = collectors.begin(ledger.store()).orElse(null);
  }

  private static void rounds(Reconciliation reconciliation, Pause pause) {
    try {
      while (true) {
        round(reconciliation);
        pause.sleep(ROUND);
      }
    } catch (InterruptedException | Interrupted ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static void round(Reconciliation reconciliation) {
    try {
      reconciliation.run();
    } catch (CannotRecord unreadable) {
      LOG.log(Level.DEBUG, "What is open cannot be read. why=\"{0}\"", unreadable.getMessage());
    }
  }

  /** A number alone is used again, in a container always. */
  private static String name(ProcessHandle process) {
    return process.pid() + "@" + process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static boolean alive(String name) {
    try {
      return ProcessHandle.of(Long.parseLong(name.substring(0, Math.max(0, name.indexOf('@')))))
          .map(Guarding::name)
          .filter(name::equals)
          .isPresent();
    } catch (NumberFormatException unreadable) {
      return false;
    }
  }

  @Override
  public void close() {
    Thread running = rounds;
    if (running != null) {
      running.interrupt();
    }
    Forwarding sending = forwarding;
    if (sending != null) {
      sending.close();
    }
    ledger.store().close();
  }
}
