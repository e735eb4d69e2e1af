package dev.proxmoxmcp.tools.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Plans, their run, their undo, and what the audit trail tells of them, as a client sees them. */
class PlanToolsTest {
  private static final Pattern CHANGE = Pattern.compile("change_undo change=([0-9a-z]{26})");

  @Test
  void without_a_form_the_answer_is_a_plan_and_nothing_is_sent() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("guest_power", "guests", "101", "action", "stop");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .startsWith(
              "stop of VM 101 \"web1\" on pve1 was not done, and nothing was sent: it needs a"
                  + " person's yes (default). The plan:")
          .contains("  1. POST /nodes/pve1/qemu/101/status/stop");
      assertThat(new Desk(lab.ledger()).waiting()).hasSize(1);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_plan_that_was_approved_elsewhere_is_run_once() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Plan plan = planned(lab, "guest_power", "guests", "101", "action", "stop");
      assertThat(execute(lab, plan).outcome()).isEqualTo(Outcome.REFUSED);
      approve(lab, plan);

      assertThat(execute(lab, plan).outcome()).isEqualTo(Outcome.DONE);
      assertThat(lab.writes()).hasSize(1);
      assertThat(execute(lab, plan).text()).contains("There is no such plan");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void what_changed_between_plan_and_run_is_refused_with_the_difference()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Plan plan = planned(lab, "guest_power", "guests", "101", "action", "stop");
      approve(lab, plan);
      assertThat(lab.call("snapshot_create", "guests", "101", "name", "between").isError())
          .isFalse();

      assertThat(execute(lab, plan).text()).contains("VM 101 snapshots", "between");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_name_with_the_time_in_it_is_the_same_when_the_plan_is_run() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      Plan plan = planned(lab, "snapshot_create", "guests", "101");
      lab.clock().advance(Duration.ofMinutes(3));
      approve(lab, plan);

      assertThat(execute(lab, plan).outcome()).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void a_dry_run_is_the_plan_and_the_plan_can_be_run() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply dry =
          lab.call("guest_power", "guests", "203", "action", "start", "dry_run", "true");

      assertThat(dry.outcome()).isEqualTo(Outcome.DONE);
      assertThat(dry.text()).contains("Dry run, nothing was sent", "The rules allow it (--allow");
      assertThat(lab.writes()).isEmpty();
      Plan plan = new Desk(lab.ledger()).waiting().getFirst();
      assertThat(execute(lab, plan).outcome()).isEqualTo(Outcome.DONE);
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_dry_run_waits_for_a_person_as_soon_as_it_is_to_be_run() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "101", "action", "stop", "dry_run", "true");
      Desk desk = new Desk(lab.ledger());
      assertThat(desk.waiting()).singleElement().matches(Plan::isOnlyShown);

      ToolReply run = execute(lab, desk.waiting().getFirst());

      assertThat(run.text()).contains("it needs a person's yes (default)");
      assertThat(desk.waiting())
          .singleElement()
          .extracting(Plan::standing)
          .isEqualTo(new Standing.Waiting("default", false));
      approve(lab, desk.waiting().getFirst());
      assertThat(execute(lab, desk.waiting().getFirst()).outcome()).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void a_change_is_taken_back_by_its_id() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply started = lab.call("guest_power", "guests", "203", "action", "start");
      assertThat(started.outcome()).isEqualTo(Outcome.DONE);

      ToolReply undone = lab.call("change_undo", "change", change(started));

      assertThat(undone.text()).contains("now stopped");
    }
  }

  @Test
  void a_snapshot_that_was_taken_is_taken_back_with_a_person_if_rules_want_one()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply taken = lab.call("snapshot_create", "guests", "101", "name", "oops");

      ToolReply undone = lab.call("change_undo", "change", change(taken));

      assertThat(undone.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(undone.text()).contains("deletion of snapshot \"oops\"", "needs a person's yes");
    }
  }

  @Test
  void settings_are_put_back_to_what_they_were_and_unset_where_they_were_not_set()
      throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.ADMIN)) {
      String before = lab.call("api_read", "path", "/nodes/pve1/qemu/101/config").text();
      ToolReply set =
          lab.call(
              "api_write",
              "endpoint",
              "PUT /nodes/{node}/qemu/101/config",
              "parameters",
              "{\"cores\":7,\"description\":\"by hand\",\"startup\":\"order=9\"}");
      assertThat(set.outcome()).as(set.text()).isEqualTo(Outcome.DONE);

      ToolReply undone = lab.call("change_undo", "change", change(set));

      assertThat(undone.outcome()).as(undone.text()).isEqualTo(Outcome.DONE);
      assertThat(withoutDigest(lab.call("api_read", "path", "/nodes/pve1/qemu/101/config").text()))
          .isEqualTo(withoutDigest(before));
    }
  }

  @Test
  void what_somebody_changed_since_is_not_put_back_and_the_answer_says_what_that_is()
      throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.ADMIN)) {
      ToolReply set = configure(lab, "{\"cores\":7,\"description\":\"by hand\"}");
      assertThat(configure(lab, "{\"cores\":3}").outcome()).isEqualTo(Outcome.DONE);
      int sent = lab.writes().size();

      for (String dryRun : List.of("true", "false")) {
        ToolReply undone = lab.call("change_undo", "change", change(set), "dry_run", dryRun);

        assertThat(undone.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(undone.text())
            .isEqualTo(
                "PUT /nodes/pve1/qemu/101/config was not sent. Somebody changed it since: cores was"
                    + " left as 7 and is 3 now. To set it all the same, use api_write.");
      }
      assertThat(lab.writes()).hasSize(sent);
    }
  }

  @Test
  void what_Proxmox_completed_by_itself_was_not_changed_by_somebody() throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.DESTROY)) {
      ToolReply set = configure(lab, "{\"net1\":\"virtio,bridge=vmbr0\"}");

      ToolReply undone = lab.call("change_undo", "change", change(set));

      assertThat(undone.outcome()).as(undone.text()).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void an_undo_that_a_person_approves_later_compares_when_it_is_run() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE)) {
      String network = "{\"net1\":\"virtio=BC:24:11:00:00:01,bridge=vmbr0%s\"}";
      ToolReply set = configure(lab, network.formatted(""));
      ToolReply asked = lab.call("change_undo", "change", change(set));
      assertThat(asked.text()).contains("needs a person's yes");
      Plan plan = new Desk(lab.ledger()).waiting().getFirst();
      assertThat(configure(lab, network.formatted(",firewall=1")).isError()).isFalse();
      approve(lab, plan);

      assertThat(execute(lab, plan).text()).contains("Somebody changed it since: net1 was left as");
      assertThat(configure(lab, network.formatted("")).isError()).isFalse();
      assertThat(execute(lab, plan).outcome()).isEqualTo(Outcome.DONE);
    }
  }

  private static ToolReply configure(ToolLab lab, String parameters) throws InterruptedException {
    return lab.call(
        "api_write", "endpoint", "PUT /nodes/{node}/qemu/101/config", "parameters", parameters);
  }

  private static String withoutDigest(String text) {
    return text.replaceAll("(?m)^digest.*\\n?", "");
  }

  @Test
  void no_undo_is_claimed_where_there_is_none() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply rebooted = lab.call("guest_power", "guests", "101", "action", "reboot");

      assertThat(rebooted.outcome()).isEqualTo(Outcome.DONE);
      assertThat(rebooted.text()).doesNotContain("change_undo");
    }
  }

  @Test
  void intent_answer_and_outcome_are_recorded_in_this_order() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "203", "action", "start");

      List<String> trail = trail(lab);

      assertThat(trail).hasSize(3);
      assertThat(trail.get(0))
          .contains("\"event\":\"intent\"", "/nodes/pve1/lxc/203/status/start", "\"by\":\"--allow");
      assertThat(trail.get(1)).contains("\"event\":\"sent\"", "UPID:pve1:");
      assertThat(trail.get(2)).contains("\"event\":\"outcome\"", "\"outcome\":\"done\"");
    }
  }

  @Test
  void a_look_is_recorded_too_and_listed_when_asked_for() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_list");
      lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(lab.call("audit_list").text())
          .contains("intent guest_power on lab", "outcome guest_power on lab; outcome \"done\"")
          .doesNotContain("guest_list");
      assertThat(lab.call("audit_list", "reads", "true").text()).contains("read guest_list on lab");
    }
  }

  @Test
  void what_a_command_writes_is_not_in_the_trail_and_taints() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().tainting().allowing(Tier.EXEC)) {
      ToolReply first = lab.call("guest_exec", "guest", "101", "command", "[\"uname\",\"-a\"]");
      assertThat(first.outcome()).as(first.text()).isEqualTo(Outcome.DONE);

      assertThat(String.join("\n", trail(lab))).contains("uname").doesNotContain("GNU/Linux");
      assertThat(lab.call("guest_exec", "guest", "101", "command", "[\"id\"]").text())
          .contains("what a guest wrote was read less than 30 minutes ago");
    }
  }

  private static Plan planned(ToolLab lab, String tool, String... arguments)
      throws InterruptedException {
    assertThat(lab.call(tool, arguments).outcome()).isEqualTo(Outcome.REFUSED);
    return new Desk(lab.ledger()).waiting().getLast();
  }

  private static void approve(ToolLab lab, Plan plan) {
    assertThat(
            new Desk(lab.ledger())
                .approve(
                    plan.id(),
                    plan.digest(),
                    new Approval("carl", "terminal"),
                    Desk.Terms.ONCE,
                    ""))
        .isInstanceOf(Desk.Result.Done.class);
  }

  private static ToolReply execute(ToolLab lab, Plan plan) throws InterruptedException {
    return lab.call("plan_execute", "plan", plan.id().text());
  }

  private static String change(ToolReply reply) {
    Matcher change = CHANGE.matcher(reply.text());
    assertThat(change.find()).as(reply.text()).isTrue();
    return change.group(1);
  }

  private static List<String> trail(ToolLab lab) {
    List<String> bodies = new ArrayList<>();
    Ledger ledger = lab.ledger();
    ledger
        .store()
        .look(books -> {
          books.forward(
              1,
              (AuditRecord one) -> {
                bodies.add(one.body());
                return true;
              });
          return true;
        });
    return bodies;
  }
}
