package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.testkit.Browser;
import dev.proxmoxmcp.testkit.Browser.Page;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** The page on the loopback interface, plans that wait, and a clock that a test moves. */
final class PageLab implements AutoCloseable {
  static final String PASSPHRASE = "four random words here";
  static final Duration LIFE = Duration.ofMinutes(10);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
  final Desk desk;
  final LoopbackSite site;
  boolean set = true;
  private final Semaphore idle = new Semaphore(0);
  private final Semaphore looked = new Semaphore(0);
  private final MemoryStore store = new MemoryStore();
  private final Guard guard;
  private final Attempts attempts = new Attempts(store, now::get);

  PageLab() {
    Ledger ledger = new Ledger(store, now::get, new Random(11), "here", List.of());
    guard = new Guard(new Policy(Set.of()), ledger);
    desk = new Desk(ledger);
    site =
        new LoopbackSite(
            desk,
            new Person(),
            now::get,
            _ -> {
              looked.release();
              idle.acquire();
            },
            new SecureRandom());
  }

  private final class Person implements Approver {
    @Override
    public boolean canApprove() {
      return set;
    }

    @Override
    public Verdict check(char[] typed) {
      Optional<Duration> wait = attempts.begin();
      if (wait.isPresent()) {
        return new Verdict.Later(wait.get());
      }
      if (!String.valueOf(typed).equals(PASSPHRASE)) {
        return new Verdict.Wrong();
      }
      attempts.right();
      return new Verdict.Right();
    }

    @Override
    public Approval approval() {
      return new Approval("ann", "page");
    }

    @Override
    public List<String> lines(Plan plan) {
      return List.of(plan.proposal().title(), "  1. POST /nodes/pve1/qemu/100/status/stop");
    }
  }

  Plan plan() {
    return plan("stop of VM 100", Set.of());
  }

  Plan plan(String title, Set<String> tags) {
    GuestFacts guest = new GuestFacts(100, "web", "", tags);
    Step step = new Step("lab", Tier.DESTROY, "POST", "/nodes/pve1/qemu/100/status/stop", "");
    Guard.Request request = new Guard.Request("r1", "ann", "ann through \"desk\"");
    return guard.keep(
        request,
        guard.planned(
            request,
            new Proposal(
                new Call("guest_power", "lab", "{}", Map.of(), false),
                title,
                List.of(new PlannedStep(step, new Subject(List.of(guest), true), "", "")),
                List.of(),
                List.of(),
                List.of(),
                new Undo.None("what was in memory is lost"))));
  }

  /** A link to that plan that was not used yet. */
  URI link(Plan plan) {
    return URI.create(site.link(plan.id()).orElseThrow());
  }

  /** A browser that was sent to that plan and shows the log-in. */
  Visit visit(Plan plan) throws IOException {
    URI link = link(plan);
    Browser browser = new Browser(link);
    return new Visit(browser, browser.open(link.getPath() + "?" + link.getQuery()));
  }

  /** The same, after the log-in. */
  Visit person(Plan plan) throws IOException {
    return visit(plan).login(PASSPHRASE);
  }

  /** A browser, and what it shows. */
  record Visit(Browser browser, Page page) {
    Visit login(String passphrase) throws IOException {
      return submit("/login", Map.of("passphrase", passphrase));
    }

    Visit submit(String form, Map<String, String> typed) throws IOException {
      return new Visit(browser, browser.submit(page, form, typed));
    }
  }

  void later(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  /** Whoever looks whether the page is used looks once, and is done with it. */
  void look() throws InterruptedException {
    looked.acquire();
    idle.release();
  }

  /** How often that was recorded. */
  List<AuditEntry> trail(Event event) {
    List<AuditEntry> entries = new ArrayList<>();
    store.look(books -> {
      books.forward(
          1,
          one -> {
            if (one.entry().event() == event) {
              entries.add(one.entry());
            }
            return true;
          });
      return true;
    });
    return entries;
  }

  @Override
  public void close() {
    site.close();
  }
}
