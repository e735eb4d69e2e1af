package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.policy.Effect;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Match;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A guard with a memory, a clock that a test moves, and proposals that differ in what matters. */
final class Lab {
  static final Guard.Request ANN = new Guard.Request("r1", "ann", "ann through \"desk\"");
  static final Guard.Request BOB = new Guard.Request("r2", "bob", "bob through \"desk\"");
  static final Step START = step(Tier.CHANGE, "/nodes/pve1/qemu/100/status/start", "");
  static final Step STOP = step(Tier.DESTROY, "/nodes/pve1/qemu/100/status/stop", "");
  static final GuestFacts WEB = new GuestFacts(100, "web", "", Set.of());

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
  final MemoryStore store = new MemoryStore();
  final List<Admission> admissions = new ArrayList<>();
  final Ledger ledger;
  final Desk desk;

  /** Without these mitigations. */
  Lab(Mitigation... without) {
    ledger =
        new Ledger(
            store,
            now::get,
            new Random(11),
            "here",
            List.of((books, principal, proposal, at) ->
                admissions.stream()
                    .flatMap(one -> one.objection(books, principal, proposal, at).stream())
                    .findFirst()),
            new Mitigations(Set.of(without)));
    desk = new Desk(ledger);
  }

  /** One whose rules forbid everything that loses something. */
  Guard denying() {
    return new Guard(
        new Policy(
            Set.of(),
            List.of(
                new Rule(
                    Effect.DENY,
                    Match.of(
                        List.of(
                            new dev.proxmoxmcp.guard.policy.Condition.Tiers(Set.of(Tier.DESTROY)))),
                    "here")),
            Safeguards.BY_TAG),
        ledger);
  }

  Guard guard(Tier... allowed) {
    return new Guard(new Policy(Set.of(allowed)), ledger);
  }

  void later(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  List<AuditEntry> trail(Event event) {
    List<AuditEntry> entries = new ArrayList<>();
    store.look(books -> {
      books.forward(
          1,
          (AuditRecord one) -> {
            if (one.entry().event() == event) {
              entries.add(one.entry());
            }
            return true;
          });
      return true;
    });
    return entries;
  }

  static Step step(Tier tier, String path, String digest) {
    return new Step("lab", tier, "POST", path, digest);
  }

  static Proposal proposal(Step... steps) {
    return proposal(WEB, List.of(new Condition("VM 100 state", "running")), steps);
  }

  static Proposal proposal(GuestFacts guest, List<Condition> conditions, Step... steps) {
    return new Proposal(
        new Call("guest_power", "lab", "{\"guests\":[\"100\"]}", Map.of(), false),
        "stop of VM 100 \"web\"",
        List.of(steps).stream().map(step -> planned(step, guest)).toList(),
        List.of(),
        conditions,
        List.of(),
        new Undo.By("guest_power", "{\"guests\":[\"100\"],\"action\":\"start\"}", "start"));
  }

  static PlannedStep planned(Step step, GuestFacts guest) {
    return new PlannedStep(step, new Subject(List.of(guest), true), "", "");
  }
}
