package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.PlanText;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.plan.StandingApproval;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The guard's memory: plans on their way, what is let go, who is tainted. It outlives the rules,
 * which may be replaced while a server runs. Thread-safe.
 */
public final class Ledger {
  /** How long a plan can be decided about and run. */
  public static final Duration PLAN_LIFE = Duration.ofMinutes(10);

  /** How long it is known how a change is undone. */
  private static final Duration PAST_LIFE = Duration.ofDays(30);

  private final GuardStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String process;
  private final List<Admission> admissions;
  private final Mitigations mitigations;

  /** Calls whose arguments hold a secret, by plan: nowhere else. */
  private final Map<PlanId, Secretive> secretive = new ConcurrentHashMap<>();

  private final Map<String, Instant> tainted = new ConcurrentHashMap<>();

  private record Secretive(Call call, Instant until) {}

  /**
   * @param random unpredictable
   * @param process names this process among those that use the store
   * @param admissions what every change must pass beside the rules
   */
  public Ledger(
      GuardStore store,
      InstantSource clock,
      RandomGenerator random,
      String process,
      List<Admission> admissions) {
    this(store, clock, random, process, admissions, Mitigations.ALL);
  }

  /** For tests, which take mitigations away. */
  Ledger(
      GuardStore store,
      InstantSource clock,
      RandomGenerator random,
      String process,
      List<Admission> admissions,
      Mitigations mitigations) {
    this.mitigations = mitigations;
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.process = process;
    this.admissions = List.copyOf(admissions);
  }

  /** One that ends with its process: for tests and for one call. */
  public static Ledger inMemory(InstantSource clock, RandomGenerator random) {
    return new Ledger(new MemoryStore(), clock, random, "this", List.of());
  }

  boolean on(Mitigation mitigation) {
    return mitigations.on(mitigation);
  }

  /** Where it keeps what it keeps. */
  public GuardStore store() {
    return store;
  }

  Instant now() {
    return clock.instant();
  }

  /** A plan of {@code proposal} that nobody else knows yet. */
  Plan draft(Guard.Request request, Proposal proposal, String rule) {
    Instant now = now();
    return new Plan(
        PlanId.make(random),
        request.principal(),
        request.asker(),
        proposal,
        now,
        now.plus(PLAN_LIFE),
        new Standing.Waiting(rule));
  }

  /** Makes it known, so that it can be decided about and run. */
  void keep(Plan plan, String request) {
    Call call = plan.proposal().call();
    if (call.secret()) {
      Instant now = now();
      secretive.values().removeIf(old -> !now.isBefore(old.until()));
      secretive.put(plan.id(), new Secretive(call, plan.until()));
    }
    store.change(books -> {
      books.put(Kind.WAITING, plan.id().text(), PlanText.write(plan), plan.until());
      return books.append(
          Trail.of(Event.PLANNED, plan, request, now(), detail -> Trail.describe(plan, detail)));
    });
  }

  /** Somebody waits for what was made to be seen, as soon as he wants it run. */
  Outcome awaited(Books books, Plan plan, String rule) {
    if (plan.isOnlyShown()) {
      Plan waiting = plan.now(new Standing.Waiting(rule));
      books.put(Kind.WAITING, plan.id().text(), PlanText.write(waiting), plan.until());
    }
    return new Outcome.Nothing();
  }

  /**
   * The plan of that name that is not over, whoever's it is; with its arguments if they are here.
   */
  Optional<Plan> waiting(Books books, PlanId id) {
    return books
        .get(Kind.WAITING, id.text())
        .map(PlanText::read)
        .filter(plan -> now().isBefore(plan.until()) || !on(Mitigation.EXPIRY));
  }

  /** The arguments of a plan's call; empty if they hold a secret and another process has them. */
  public Optional<Call> call(Plan plan) {
    Call call = plan.proposal().call();
    if (!call.secret()) {
      return Optional.of(call);
    }
    return Optional.ofNullable(secretive.get(plan.id())).map(Secretive::call);
  }

  /**
   * Lets a plan go, as the one caller that does: records the intent.
   *
   * @param by what lets it go
   * @throws Objected if an admission objects
   */
  void open(Books books, Plan plan, String by, String request) {
    Instant now = now();
    for (Admission admission : on(Mitigation.ADMISSION) ? admissions : List.<Admission>of()) {
      Optional<String> objection =
          admission.objection(books, plan.principal(), plan.proposal(), now);
      if (objection.isPresent()) {
        throw new Objected(objection.get());
      }
    }
    Plan open = plan.letGo(new Standing.Open(by, now, process));
    if (on(Mitigation.ONCE)) {
      books.remove(Kind.WAITING, plan.id().text());
    }
    books.put(Kind.OPEN, plan.id().text(), PlanText.write(open), null);
    books.append(
        Trail.of(
            Event.INTENT,
            plan,
            request,
            now,
            detail -> {
              Trail.describe(plan, detail);
              detail.put("by", by);
            }));
  }

  /** Records what Proxmox said to a step at once; the change goes on even if that cannot be. */
  public void sent(Plan plan, String request, Step step, String said) {
    store.later(books ->
        books.append(
            Trail.of(
                Event.SENT,
                plan,
                request,
                now(),
                detail -> {
                  Trail.write(step, detail);
                  detail.put("said", said);
                })));
  }

  /**
   * Records how a change ended, durably, and keeps how it is undone.
   *
   * @param event {@link Event#OUTCOME}, or {@link Event#RECONCILED} when it was found out later
   * @param outcome in a word
   * @param text in a sentence
   */
  public void ended(Plan plan, String request, Event event, String outcome, String text) {
    store.change(books -> {
      books.remove(Kind.OPEN, plan.id().text());
      if (plan.proposal().undo() instanceof Undo.By) {
        keepPast(books, plan, outcome);
      }
      return books.append(
          Trail.of(
              event,
              plan,
              request,
              now(),
              detail -> detail.put("outcome", outcome).put("text", text)));
    });
  }

  private void keepPast(Books books, Plan plan, String outcome) {
    Plan past = plan.letGo(new Standing.Ended(outcome, now()));
    books.put(Kind.PAST, plan.id().text(), PlanText.write(past), now().plus(PAST_LIFE));
  }

  /** Records, durably, that a change goes on though its call was answered. */
  public void goesOn(Plan plan, String request, String text) {
    store.change(books ->
        books.append(
            Trail.of(
                Event.OUTCOME,
                plan,
                request,
                now(),
                detail -> detail.put("outcome", "running").put("text", text))));
  }

  /** Changes that were let go and whose end is not recorded. */
  public List<Plan> open() {
    return store.look(books -> books.all(Kind.OPEN).values().stream().map(PlanText::read).toList());
  }

  /** What Proxmox said to the steps of an open plan, by method and path. */
  public Map<String, String> sent(PlanId id) {
    Map<String, String> said = new HashMap<>();
    store.look(books -> {
      books.backward(
          books.head().seq(),
          one -> {
            if (!one.body().contains(id.text())) {
              return true;
            }
            AuditEntry entry = one.entry();
            if (entry.detail().path("plan").asString("").equals(id.text())) {
              if (entry.event() == Event.SENT) {
                said.put(
                    entry.detail().path("method").asString("")
                        + " "
                        + entry.detail().path("path").asString(""),
                    entry.detail().path("said").asString(""));
              }
              return entry.event() != Event.INTENT;
            }
            return true;
          });
      return true;
    });
    return said;
  }

  /** A change that was run, and is over. */
  public Optional<Plan> past(PlanId id) {
    return store.look(books -> books.get(Kind.PAST, id.text()).map(PlanText::read));
  }

  /** Uses up one of a standing approval that says yes to it, if there is one. */
  Optional<Approval> standingApproval(Books books, String principal, Proposal proposal) {
    Instant now = now();
    for (Map.Entry<String, String> each : books.all(Kind.LEAVE).entrySet()) {
      StandingApproval standing = StandingApproval.read(each.getValue());
      if (!on(Mitigation.SCOPE) || standing.covers(principal, proposal, now)) {
        StandingApproval left = on(Mitigation.USES) ? standing.used() : standing;
        if (left.uses() == 0) {
          books.remove(Kind.LEAVE, each.getKey());
        } else {
          books.put(Kind.LEAVE, each.getKey(), left.write(), left.until());
        }
        return Optional.of(standing.approval());
      }
    }
    return Optional.empty();
  }

  /** Notes that a principal has read what a guest wrote. */
  void taint(String principal, Instant until) {
    Instant known = tainted.get(principal);
    if (known != null && Duration.between(known, until).compareTo(Duration.ofMinutes(1)) < 0) {
      return;
    }
    tainted.put(principal, until);
    store.later(books -> books.put(Kind.TAINT, principal, until.toString(), until));
  }

  /** Whether what a guest wrote was shown to that principal, lately. */
  public boolean isTainted(String principal) {
    if (!on(Mitigation.TAINT)) {
      return false;
    }
    Instant now = now();
    Instant known = tainted.get(principal);
    if (known != null && now.isBefore(known)) {
      return true;
    }
    return store.look(books ->
        books
            .get(Kind.TAINT, principal)
            .map(Instant::parse)
            .filter(until -> now.isBefore(until))
            .isPresent());
  }

  /** Records that a plan was not run, because nothing lets it go yet. */
  public void refused(Plan plan, String request, String why) {
    ObjectNode detail = Trail.refused(plan.proposal(), why).put("plan", plan.id().text());
    Call call = plan.proposal().call();
    refused(new Origin(plan.principal(), request, call.cluster(), call.tool()), detail);
  }

  /** Records that a call that was to change something was not let pass. */
  public void refused(Origin origin, String why) {
    refused(origin, JsonNodeFactory.instance.objectNode().put("why", why));
  }

  private void refused(Origin origin, ObjectNode detail) {
    store.later(books -> books.append(new AuditEntry(now(), Event.REFUSED, origin, detail)));
  }

  /** Records that a tool looked. */
  void looked(Origin origin, String outcome) {
    store.later(books ->
        books.append(
            new AuditEntry(
                now(),
                Event.READ,
                origin,
                JsonNodeFactory.instance.objectNode().put("outcome", outcome))));
  }
}
