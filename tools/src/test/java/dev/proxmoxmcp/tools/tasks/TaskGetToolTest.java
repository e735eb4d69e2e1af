package dev.proxmoxmcp.tools.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedTask;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import org.junit.jupiter.api.Test;

class TaskGetToolTest {
  private static String upid(ToolLab lab, String type, String object) {
    return lab.simulated().tasks().stream()
        .filter(task -> task.upid().contains(":" + type + ":" + object + ":"))
        .map(SimulatedTask::upid)
        .findFirst()
        .orElseThrow();
  }

  /** Lesson 3: the decisive lines, so that nobody has to read the whole log. */
  @Test
  void a_failed_task_tells_why() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("task_get", "upid", upid(lab, "vzdump", "110"));

      Golden.check("task_get.txt", reply.text());
      assertThat(lab.requests()).as("its status, its end, its log").hasSize(3);
    }
  }

  @Test
  void warnings_are_no_failure() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_get", "upid", upid(lab, "vzdump", "101")).text())
          .contains("done, with 1 warning (not a failure)", "guest-fsfreeze-freeze failed")
          .doesNotContain("FAILED");
    }
  }

  @Test
  void the_end_is_told_with_the_time_it_took() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String upid = upid(lab, "vzdump", "110");

      assertThat(lab.call("task_get", "upid", upid).text())
          .contains("Took 11m, from 2026-11-22T03:20:00Z to 2026-11-22T03:31:00Z, 8h 29m ago.");
      assertThat(lab.call("task_get", "upid", upid, "format", "json").text())
          .contains("\"endedAt\":\"2026-11-22T03:31:00Z\",\"tookSeconds\":660");
    }
  }

  /** How a task ended is worth telling without the time. */
  @Test
  void an_end_whose_time_cannot_be_read_is_told_all_the_same() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String upid = upid(lab, "vzdump", "110");
      lab.simulated()
          .faults()
          .next(
              request -> request.apiPath().equals("/nodes/pve2/tasks"),
              Fault.status(500, "got timeout"));

      assertThat(lab.call("task_get", "upid", upid).text())
          .contains("FAILED: \"job errors\". Started 2026-11-22T03:20:00Z, 8h 40m ago.");
    }
  }

  /** Lesson 1: waiting is done inside the call. */
  @Test
  void a_running_task_is_waited_for() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "[\"112\"]", "action", "shutdown", "wait", "0");
      String upid = upid(lab, "qmshutdown", "112");

      assertThat(lab.call("task_get", "upid", upid).text()).contains("still running");
      assertThat(lab.call("task_get", "upid", upid, "wait", "50").text()).contains(": done.");
      assertThat(lab.progress()).isNotEmpty();
    }
  }

  @Test
  void a_log_is_read_page_by_page() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String upid = upid(lab, "vzdump", "110");

      assertThat(lab.call("task_get", "upid", upid, "cursor", "8").text())
          .contains("> INFO: Backup job finished with errors\n> TASK ERROR: job errors")
          .endsWith("Lines 9 to 10 of 10");
      assertThat(lab.call("task_get", "upid", upid, "cursor", "40").text())
          .endsWith("No lines from 40 on; there are 10.");
    }
  }

  @Test
  void a_text_that_is_no_upid_never_reaches_a_path() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String wrong :
          new String[] {
            "101",
            "UPID:pve1:00000001:00000002:6B000000:qmstart:../../../access:root@pam:",
            "UPID:pve1%2f:00000001:00000002:6B000000:qmstart:100:root@pam:"
          }) {
        ToolReply reply = lab.call("task_get", "upid", wrong);

        assertThat(reply.outcome()).as(wrong).isEqualTo(Outcome.USAGE);
        assertThat(reply.text()).contains("is not a UPID", "task_list");
      }
      assertThat(lab.requests()).isEmpty();
    }
  }

  @Test
  void an_unknown_task_is_not_one_that_ended() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.call(
              "task_get", "upid", "UPID:pve1:00000001:00000002:6B000000:qmstart:100:root@pam:");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text()).contains("no such task", "task_list shows those");
    }
  }

  @Test
  void a_task_on_a_dead_node_is_explained_rather_than_answered_with_a_bare_595()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String upid = upid(lab, "vzdump", "110");
      lab.simulated().faults().nextAt("/nodes/pve2/tasks", Fault.status(595, "No route to host"));

      ToolReply reply = lab.call("task_get", "upid", upid);

      assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(reply.text()).contains("cannot reach node pve2", "See whether node pve2 is up");
    }
  }
}
