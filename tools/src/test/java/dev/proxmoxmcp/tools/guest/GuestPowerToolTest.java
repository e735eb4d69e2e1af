package dev.proxmoxmcp.tools.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestPowerToolTest {
  @Test
  void a_start_waits_for_its_task_and_answers_with_the_new_state() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "win11", "start");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .matches(
              "VM 106 \"win11\" on pve2: start done in [0-9]+s, now running\\.\n"
                  + "change_undo change=[0-9a-z]{26} takes it back\\.");
      assertThat(lab.simulated().guest(106).orElseThrow().status()).isEqualTo("running");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void containers_are_switched_like_machines() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(power(lab, "git", "start").text()).contains("now running");
      assertThat(power(lab, "git", "shutdown").text()).contains("now stopped");
    }
  }

  @Test
  void many_guests_are_one_call_with_a_line_each() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "[106, \"git\", \"build-runner\", \"106\"]", "start");

      assertThat(reply.text().lines().toList())
          .hasSize(5)
          .satisfies(lines -> assertThat(lines.getFirst()).isEqualTo("start: 3 of 3 done."))
          .satisfies(lines -> assertThat(lines.get(2)).startsWith("CT 203 \"git\" on pve1: "));
      assertThat(lab.progress()).contains("start: 0 of 3 tasks ended", "start: 3 of 3 tasks ended");
      assertThat(lab.writes()).hasSize(3);
    }
  }

  @Test
  void a_failed_task_is_an_error_with_the_decisive_lines_and_a_next_step()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "media", "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains("start failed: \"start failed: QEMU exited with code 1\", now stopped.")
          .contains("guest_get shows which ones it uses")
          .contains("> kvm: -drive file=/mnt/pve/nas/images/108/vm-108-disk-0.qcow2")
          .contains("No such file or directory");
    }
  }

  @Test
  void a_start_for_want_of_a_storage_names_the_list_of_storages() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("nas").hangs();

      assertThat(power(lab, "media", "start").text())
          .contains("A storage that it uses does not answer; storage_list shows on which nodes.");
    }
  }

  @Test
  void one_failure_among_many_is_an_error_and_the_others_are_done() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "media,git", "start");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text()).startsWith("start: 1 of 2 done.").contains("now running");
    }
  }

  @Test
  void a_task_with_warnings_is_done_and_shows_them() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "gpu-box", "start");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text()).contains("with 1 warning, now running.", "> WARN: no IOMMU group");
    }
  }

  @Test
  void what_takes_longer_than_the_wait_goes_on_and_says_so() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.call("guest_power", "guests", "old-nas", "action", "shutdown", "wait", "5");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("shutdown still runs after", "now running", "It goes on by itself")
          .contains("UPID:pve3:");
      assertThat(lab.progress())
          .isNotEmpty()
          .allMatch(told -> told.equals("shutdown: 0 of 1 tasks ended"));
    }
  }

  @Test
  void what_runs_on_a_guest_is_not_taken_for_its_state() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "web1", "action", "shutdown", "wait", "0");

      ToolReply reply = power(lab, "web1", "start");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text())
          .contains(
              "start not done: another task of it, qmshutdown, is running for ", "UPID:pve1:");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void an_unreadable_task_list_leaves_the_decision_to_proxmox() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().nextAt("/nodes/pve1/tasks", Fault.HTML_PAGE);

      assertThat(power(lab, "git", "start").text()).contains("start done", "now running");
    }
  }

  @Test
  void every_guest_that_is_unknown_or_ambiguous_is_named_at_once() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "git,nosuch,staging", "start");

      assertThat(reply.text())
          .contains("There is no guest \"nosuch\".", "2 guests are named \"staging\"")
          .endsWith("\nNothing was sent.");
    }
  }

  @Test
  void a_guest_that_is_there_already_needs_no_request_and_no_leave() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      ToolReply reply = power(lab, "web1", "start");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text()).endsWith("was running already; nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9000 | start | it is a template, which never runs",
        "110 | shutdown | it is locked (\"backup\")",
        "110 | shutdown | `qm unlock 110`",
        "106 | reboot | it is stopped; use start",
        "106 | resume | it is stopped; use start",
        "106 | suspend | there is nothing to suspend"
      })
  void what_cannot_succeed_is_not_sent(String guest, String action, String why)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, guest, action);

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text()).contains(action + " not done: ", why);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_container_cannot_be_reset() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.DESTROY)) {
      assertThat(power(lab, "dns", "reset").text())
          .contains("containers know no reset; use reboot");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"stop, destroy", "reset, destroy", "shutdown, change", "reboot, change"})
  void each_action_needs_its_tier_and_a_refusal_says_how_to_allow_it(String action, String tier)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      ToolReply reply = power(lab, "web1", action);

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .contains("nothing was sent", "needs a person's yes (default)", "lab, tier " + tier)
          .contains("--allow read," + tier);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void the_tier_that_is_allowed_does_not_open_another() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.DESTROY)) {
      assertThat(power(lab, "web1", "shutdown").outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(power(lab, "web1", "stop").text()).contains("now stopped");
    }
  }

  @Test
  void one_unknown_guest_among_many_stops_the_call_before_anything_is_sent()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = power(lab, "git,nosuch", "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_token_without_the_privilege_hears_which_one_and_how_to_grant_it()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::auditorToken)) {
      ToolReply reply = power(lab, "git", "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .contains("CT 203", "Permission check failed (/vms/203, VM.PowerMgmt)")
          .contains("pveum acl modify /vms/203 --tokens 'viewer@pve!audit'")
          .endsWith("It is stopped.");
    }
  }

  @Test
  void a_request_whose_answer_is_lost_is_sent_once_and_not_claimed_to_be_done()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().next(request -> request.method().equals("POST"), Fault.HALF_ANSWER);

      ToolReply reply = power(lab, "git", "start");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text().toLowerCase(Locale.ROOT)).doesNotContain("start done");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_task_whose_log_cannot_be_read_has_failed_all_the_same() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().next(request -> request.apiPath().endsWith("/log"), Fault.HTML_PAGE);

      ToolReply reply = power(lab, "media", "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text()).contains("start failed: \"start failed: QEMU exited with code 1\"");
    }
  }

  @Test
  void a_task_whose_end_cannot_be_read_is_not_claimed_to_be_done() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(request -> request.apiPath().contains("/tasks/"), Fault.HTML_PAGE);

      ToolReply reply = power(lab, "git", "start");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text())
          .contains("start was begun as task UPID:pve1:", "its end is not known");
    }
  }

  @Test
  void a_task_of_a_host_that_no_longer_answers_is_not_said_to_run() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(
              1000,
              request ->
                  request.method().equals("GET")
                      && request.apiPath().matches("/nodes/pve3/(tasks/.*/status|.*/current)")
                      && !lab.writes().isEmpty(),
              Fault.status(595, "No route to host"));

      ToolReply reply =
          lab.call("guest_power", "guests", "old-nas", "action", "shutdown", "wait", "5");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text()).contains("was begun as task UPID:pve3:", "its end is not known");
    }
  }

  @Test
  void a_guest_that_cannot_be_looked_at_does_not_stop_the_others() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(
              request -> request.apiPath().equals("/nodes/pve2/qemu/106/status/current"),
              Fault.status(595, "No route to host"));

      ToolReply reply = power(lab, "106,203", "start");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text())
          .startsWith("start: 1 of 2 done.\nVM 106 \"win11\" on pve2: start not done: ")
          .contains("No route to host")
          .contains("CT 203 \"git\" on pve1: start done");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void programs_get_a_result_for_each_guest() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.call("guest_power", "guests", "git,media", "action", "start", "format", "json");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.json()).isNotNull();
      assertThat(String.valueOf(reply.json()))
          .startsWith("{\"action\":\"start\",\"done\":1,\"guests\":[{\"vmid\":203,")
          .contains("\"result\":\"done\"", "\"result\":\"failed\"", "\"state\":\"running\"");
    }
  }

  @Test
  void answers_look_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String text = power(lab, "git,media,gpu-box,web1,debian-13-template", "start").text();
      // How long each waited depends on who moved the common clock.
      Golden.check(
          "guest_power.txt",
          text.replaceAll("UPID:\\S+:", "UPID:…:").replaceAll("done in [0-9]+s", "done in …s"));
    }
  }

  private static ToolReply power(ToolLab lab, String guests, String action)
      throws InterruptedException {
    return lab.call("guest_power", "guests", guests, "action", action);
  }
}
