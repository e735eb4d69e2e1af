package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A process dies with a change under way, and the next one finds out how that change ended. */
class ReconciliationTest {
  /** The intent alone is kept: the request left, and nobody heard what Proxmox said. */
  private static final int INTENT = 1;

  /** The intent and Proxmox's answer are kept, the end is not. */
  private static final int ANSWER = 2;

  private final GuardStore store = new MemoryStore();

  @Test
  void a_change_whose_answer_was_lost_is_found_in_the_task_list() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(reconciled(lab, lab.cluster())).isZero();

      assertThat(found())
          .singleElement()
          .asString()
          .matches(
              "done: POST /nodes/pve1/lxc/203/status/start on lab: task UPID:pve1:.* ended well");
      assertThat(lab.ledger().open()).isEmpty();
    }
  }

  @Test
  void a_change_whose_task_is_known_is_asked_about_by_it() throws InterruptedException {
    try (ToolLab lab = dyingAfter(ANSWER)) {
      lab.call("snapshot_create", "guests", "101", "name", "once");

      assertThat(reconciled(lab, lab.cluster())).isZero();

      assertThat(found()).singleElement().asString().matches("done: .* task UPID:.* ended well");
    }
  }

  @Test
  void what_proxmox_refused_is_not_called_done() throws InterruptedException {
    try (ToolLab lab = dyingAfter(ANSWER)) {
      lab.simulated()
          .faults()
          .next(request -> request.method().equals("POST"), Fault.status(500, "no such volume"));
      lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(reconciled(lab, lab.cluster())).isZero();

      assertThat(found()).singleElement().asString().startsWith("failed: ");
    }
  }

  @Test
  void a_task_that_still_runs_is_waited_for_and_recorded_at_its_end() throws InterruptedException {
    try (ToolLab lab = dyingAfter(ANSWER)) {
      lab.call("backup_create", "guests", "101", "storage", "pbs", "wait", "0");

      assertThat(reconciled(lab, lab.cluster())).isEqualTo(1);
      assertThat(found()).isEmpty();

      lab.clock().advance(Duration.ofHours(1));
      assertThat(reconciled(lab, lab.cluster())).isZero();
      assertThat(found()).singleElement().asString().startsWith("done: ");
    }
  }

  @Test
  void a_request_that_leaves_no_task_is_said_to_be_unknown_and_nothing_is_guessed()
      throws InterruptedException {
    try (ToolLab lab =
        dyingAfter(INTENT).as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.ADMIN)) {
      lab.call("api_write", "endpoint", "POST /pools", "parameters", "{\"poolid\":\"made\"}");

      assertThat(reconciled(lab, lab.cluster())).isZero();

      assertThat(found())
          .containsExactly("unknown: POST /pools on lab: whether it was sent is not known");
    }
  }

  @Test
  void a_change_that_never_left_is_said_to_be_unknown() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.simulated().faults().next(request -> request.method().equals("POST"), Fault.RESET);
      lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(reconciled(lab, lab.cluster())).isZero();

      assertThat(found()).singleElement().asString().startsWith("unknown: ").contains("no task");
    }
  }

  @Test
  void what_another_process_has_in_hand_is_left_to_it() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.call("guest_power", "guests", "203", "action", "start");
      Reconciliation beside =
          new Reconciliation(
              ledger(lab), () -> List.of(lab.cluster()), "another", _ -> true, lab.clock());

      assertThat(beside.run()).isEqualTo(1);
      assertThat(found()).isEmpty();
    }
  }

  @Test
  void a_cluster_that_does_not_answer_is_asked_again_later() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.call("guest_power", "guests", "203", "action", "start");
      lab.simulated().faults().all(_ -> true, Fault.status(503, "starting"));

      assertThat(reconciled(lab, lab.cluster())).isEqualTo(1);
      lab.simulated().faults().clear();
      lab.clock().advance(Duration.ofMinutes(1));

      assertThat(reconciled(lab, lab.cluster())).isZero();
      assertThat(found()).singleElement().asString().startsWith("done: ");
    }
  }

  @Test
  void a_cluster_that_is_not_configured_any_more_is_named() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(reconciled(lab)).isZero();

      assertThat(found()).containsExactly("unknown: cluster lab is not configured any more");
    }
  }

  /** Nothing of it is sent, however often it is looked for. */
  @Test
  void to_find_out_changes_nothing() throws InterruptedException {
    try (ToolLab lab = dyingAfter(INTENT)) {
      lab.call("guest_power", "guests", "203", "action", "start");
      int sent = lab.writes().size();

      reconciled(lab, lab.cluster());
      reconciled(lab, lab.cluster());

      assertThat(lab.writes()).hasSize(sent);
      assertThat(found()).hasSize(1);
    }
  }

  private ToolLab dyingAfter(int kept) {
    return ToolLab.homelab(new DyingStore(store, kept));
  }

  private Ledger ledger(ToolLab lab) {
    return new Ledger(store, lab.clock(), new Random(8), "next", List.of());
  }

  private int reconciled(ToolLab lab, Cluster... clusters) {
    return new Reconciliation(ledger(lab), () -> List.of(clusters), "next", _ -> false, lab.clock())
        .run();
  }

  private List<String> found() {
    List<String> found = new ArrayList<>();
    store.look(books -> {
      books.forward(
          1,
          one -> {
            AuditEntry entry = one.entry();
            if (entry.event() == Event.RECONCILED) {
              found.add(
                  entry.detail().path("outcome").asString()
                      + ": "
                      + entry.detail().path("text").asString());
            }
            return true;
          });
      return true;
    });
    return found;
  }
}
