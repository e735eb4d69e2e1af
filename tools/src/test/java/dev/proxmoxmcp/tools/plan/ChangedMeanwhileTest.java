package dev.proxmoxmcp.tools.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others change between a plan and its run stops the run, however many there are. */
class ChangedMeanwhileTest {
  private static final int PLANS = 50;

  /** What others do to a guest, and what the refusal says of it. */
  private enum Meddling {
    SETTINGS("PUT", "/config", "cores=7", "configuration"),
    TAGS("PUT", "/config", "tags=other", "configuration"),
    RENAMED("PUT", "/config", "name=renamed", "name"),
    SNAPSHOT("POST", "/snapshot", "snapname=meanwhile", "snapshots"),
    STOPPED("POST", "/status/stop", "", "state");

    private final String method;
    private final String path;
    private final String form;
    private final String told;

    Meddling(String method, String path, String form, String told) {
      this.method = method;
      this.path = path;
      this.form = form;
      this.told = told;
    }
  }

  @Timeout(300) // a long walk, and others run beside it
  @Test
  void fifty_changes_between_plan_and_run_are_fifty_refusals_with_the_difference()
      throws Exception {
    try (ToolLab lab = ToolLab.homelab(cluster -> cluster.guests(120)).allowing()) {
      Map<Plan, String> told = new LinkedHashMap<>();
      for (GuestResource guest : running(lab)) {
        Meddling meddling = Meddling.values()[told.size() % Meddling.values().length];
        Plan plan = approved(lab, guest);
        meddle(lab, guest, meddling);
        told.put(plan, "VM " + guest.ref().vmid() + " " + meddling.told + " ");
      }
      lab.clock().advance(Duration.ofMinutes(2)); // what others began has ended

      Map<Plan, Future<ToolReply>> replies = new LinkedHashMap<>();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        told.keySet()
            .forEach(plan ->
                replies.put(
                    plan,
                    callers.submit(() -> lab.call("plan_execute", "plan", plan.id().text()))));
      }

      assertThat(replies).hasSize(PLANS);
      for (Map.Entry<Plan, Future<ToolReply>> each : replies.entrySet()) {
        assertThat(each.getValue().get().outcome())
            .as(told.get(each.getKey()))
            .isEqualTo(Outcome.REFUSED);
        assertThat(each.getValue().get().text())
            .contains("made for another state", told.get(each.getKey()), " was ", " is ");
      }
      assertThat(lab.writes()).noneMatch(ChangedMeanwhileTest::isOurs);
    }
  }

  /** Without anybody's meddling they all go: what stops them is the difference alone. */
  @Timeout(300) // a long walk, and others run beside it
  @Test
  void where_nothing_changed_all_fifty_are_run() throws Exception {
    try (ToolLab lab = ToolLab.homelab(cluster -> cluster.guests(120)).allowing()) {
      List<Plan> plans = new ArrayList<>();
      for (GuestResource guest : running(lab)) {
        plans.add(approved(lab, guest));
      }

      for (Plan plan : plans) {
        assertThat(lab.call("plan_execute", "plan", plan.id().text()).outcome())
            .isEqualTo(Outcome.DONE);
      }
      assertThat(lab.writes()).filteredOn(ChangedMeanwhileTest::isOurs).hasSize(PLANS);
    }
  }

  private static List<GuestResource> running(ToolLab lab) {
    List<GuestResource> guests =
        lab.cluster().through(Gate.readsOnly()).guests().list().stream()
            .filter(guest -> guest.ref().kind() == GuestKind.QEMU && !guest.template())
            .filter(guest -> guest.state() == RunState.RUNNING && guest.marks().lock() == null)
            .limit(PLANS)
            .toList();
    assertThat(guests).hasSize(PLANS);
    return guests;
  }

  private static Plan approved(ToolLab lab, GuestResource guest) throws InterruptedException {
    ToolReply reply =
        lab.call("snapshot_create", "guests", guest.ref().vmid().toString(), "name", "planned");
    assertThat(reply.outcome()).as(reply.text()).isEqualTo(Outcome.REFUSED);
    Plan plan =
        new Desk(lab.ledger())
            .waiting().stream()
                .filter(one -> reply.text().contains(one.id().text()))
                .findFirst()
                .orElseThrow();
    new Desk(lab.ledger())
        .approve(plan.id(), plan.digest(), new Approval("carl", "terminal"), Desk.Terms.ONCE, "");
    return plan;
  }

  private static void meddle(ToolLab lab, GuestResource guest, Meddling meddling) {
    SimulatedCluster cluster = lab.simulated();
    SimulatedReply reply =
        cluster.ask(
            meddling.method,
            "/api2/json/nodes/%s/qemu/%s%s"
                .formatted(guest.node().value(), guest.ref().vmid(), meddling.path),
            Map.of(
                "Authorization",
                "PVEAPIToken="
                    + cluster.adminToken().id()
                    + "="
                    + cluster.adminToken().secret().reveal(),
                "Content-Type",
                "application/x-www-form-urlencoded"),
            meddling.form);
    assertThat(reply.status()).as(guest + " " + meddling + reply.reason()).isEqualTo(200);
  }

  private static boolean isOurs(RecordedRequest request) {
    return request.method().equals("POST")
        && request.apiPath().endsWith("/snapshot")
        && request.toString().contains("planned");
  }
}
