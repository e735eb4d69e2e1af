package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.util.ArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A person at a client that shows forms decides about what the rules do not allow by themselves.
 */
class PlanFormTest {
  private static final String YES = "{\"confirm\":true}";

  @Test
  void a_yes_lets_exactly_that_be_done_in_the_same_call() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      AskedCall call = call("101", "stop", _ -> AskedCall.accepted(YES));

      ToolReply reply = lab.tools().call("guest_power", call);

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(reply.text()).contains("now stopped");
      assertThat(lab.writes()).hasSize(1);
      assertThat(call.forms).hasSize(1);
    }
  }

  @Test
  void the_question_says_what_is_sent_where_what_is_lost_how_it_is_undone_and_who_asks()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      AskedCall call = call("101", "stop", _ -> new Answer.Declined());
      lab.tools().call("guest_power", call);

      assertThat(call.forms.getFirst().message())
          .startsWith("Stop of VM 101 \"web1\" on pve1, on cluster lab, tier destroy?\n")
          .contains("  1. POST /nodes/pve1/qemu/101/status/stop\n")
          .contains("VM 101 state running")
          .contains("pulling the plug: what is in memory is lost")
          .contains("Undo: start; what was in memory is lost")
          .contains("Needs: VM.PowerMgmt on /vms/101")
          .contains("asked for by ann through \"desk 'top'\"");
      assertThat(call.forms.getFirst().schema().at("/properties/confirm/type").asString())
          .isEqualTo("boolean");
    }
  }

  @Test
  void no_closing_waiting_and_nonsense_are_told_apart_and_nothing_is_sent()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(refused(lab, new Answer.Declined())).contains("the person said no");
      assertThat(refused(lab, new Answer.Cancelled())).contains("closed the question");
      assertThat(refused(lab, new Answer.NotElicited(Answer.Missing.LATE)))
          .contains("nobody answered");
      assertThat(refused(lab, new Answer.NotElicited(Answer.Missing.UNUSABLE)))
          .contains("neither a yes nor a no");
      assertThat(refused(lab, AskedCall.accepted("{\"confirm\":false}"))).contains("without a yes");
      assertThat(lab.writes()).isEmpty();
    }
  }

  private static String refused(ToolLab lab, Answer answer) throws InterruptedException {
    ToolReply reply = lab.tools().call("guest_power", call("101", "reset", _ -> answer));
    assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(reply.text())
        .startsWith("reset of VM 101 \"web1\" on pve1 was not done, and nothing was sent: ");
    return reply.text();
  }

  @Test
  void what_changed_while_the_person_thought_is_refused_with_the_difference()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.tools()
              .call(
                  "guest_power",
                  call(
                      "101",
                      "stop",
                      _ -> {
                        shutDown(lab, "101");
                        return AskedCall.accepted(YES);
                      }));

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains("VM 101 state was running and is stopped");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  private static void shutDown(ToolLab lab, String guest) {
    try {
      assertThat(lab.call("guest_power", "guests", guest, "action", "shutdown").isError())
          .isFalse();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void a_policy_that_allows_it_asks_nobody() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.CHANGE, Tier.DESTROY)) {
      AskedCall call = call("101", "stop", _ -> new Answer.Declined());

      assertThat(lab.tools().call("guest_power", call).outcome()).isEqualTo(Outcome.DONE);
      assertThat(call.forms).isEmpty();
    }
  }

  @Test
  void where_only_reads_are_allowed_a_start_is_asked_for_too() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      AskedCall call = call("203", "start", _ -> AskedCall.accepted(YES));

      assertThat(lab.tools().call("guest_power", call).outcome()).isEqualTo(Outcome.DONE);
      assertThat(call.forms).hasSize(1);
    }
  }

  @Test
  void several_guests_are_one_question_that_names_them_all() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      AskedCall call = call("[101,106,201]", "stop", _ -> AskedCall.accepted(YES));

      ToolReply reply = lab.tools().call("guest_power", call);

      assertThat(reply.isError()).isFalse();
      assertThat(call.forms.getFirst().message())
          .startsWith("Stop of VM 101 \"web1\" on pve1, ")
          .doesNotContain("win11"); // which is stopped
    }
  }

  @Test
  void a_guest_that_is_protected_wants_its_name_typed() throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.ADMIN, Tier.DESTROY)) {
      protect(lab);
      lab.as(SimulatedCluster::operatorToken);

      AskedCall wrong = call("101", "stop", _ -> AskedCall.accepted("{\"name\":\"web2\"}"));
      assertThat(lab.tools().call("guest_power", wrong).text()).contains("the name that was typed");
      assertThat(wrong.forms.getFirst().schema().at("/properties").has("confirm")).isFalse();
      assertThat(
              lab.tools()
                  .call(
                      "guest_power",
                      call("101", "stop", _ -> AskedCall.accepted("{\"name\":\"web1\"}")))
                  .isError())
          .isFalse();
    }
  }

  private static void protect(ToolLab lab) throws InterruptedException {
    assertThat(
            lab.call(
                    "api_write",
                    "endpoint",
                    "PUT /nodes/{node}/qemu/101/config",
                    "parameters",
                    "{\"tags\":\"mcp-protect\"}")
                .isError())
        .isFalse();
  }

  static AskedCall call(String guests, String action, Function<Question.Form, Answer> person) {
    return new AskedCall(
        TestCall.of(new ArrayList<>(), "guests", guests, "action", action).arguments(), person);
  }
}
