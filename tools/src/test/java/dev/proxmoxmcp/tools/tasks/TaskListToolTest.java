package dev.proxmoxmcp.tools.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskListToolTest {
  /** Lesson 6: times, results, over all nodes, the total true. */
  @Test
  void the_tasks_of_the_homelab_look_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("task_list.txt", lab.call("task_list").text());
      assertThat(lab.requests()).as("the nodes, and each of three for its own").hasSize(4);
    }
  }

  /** Lesson 6: the cluster's own list is limited to 25 of each node. */
  @Test
  void the_list_is_complete_where_the_clusters_own_is_cut() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (int round = 0; round < 20; round++) {
        lab.call("guest_power", "guests", "[\"112\"]", "action", "shutdown");
        lab.call("guest_power", "guests", "[\"112\"]", "action", "start");
      }

      assertThat(lab.call("task_list", "guest", "112", "limit", "5").text())
          .startsWith("40 tasks: guest=112.")
          .endsWith("Rows 1 to 5; for more: cursor=5");
      assertThat(lab.call("task_list", "guest", "112", "limit", "50", "cursor", "38").text())
          .endsWith("Rows 39 to 40");
    }
  }

  @Test
  void running_tasks_stand_first_and_are_not_called_stopped() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "[\"115\"]", "action", "shutdown", "wait", "0");

      assertThat(lab.call("task_list").text().lines().skip(2).findFirst().orElseThrow())
          .contains("qmshutdown\t115\t", "\trunning\t");
      assertThat(lab.call("task_list", "result", "running").text())
          .startsWith("1 task: result=running.");
    }
  }

  /** A warning is not a failure. */
  @Test
  void failures_and_warnings_are_told_apart() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "result", "error").text())
          .startsWith("2 tasks: result=error.")
          .contains("vzdump\t110", "qmstart\t108", "FAILED: \"job errors\"")
          .doesNotContain("warning");
      assertThat(lab.call("task_list", "result", "warning", "type", "vzdump").text())
          .startsWith("1 task: type=\"vzdump\", result=warning.")
          .contains("ok, 1 warning");
    }
  }

  @Test
  void a_dead_node_is_named_and_the_tasks_of_the_others_are_shown() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().nextAt("/nodes/pve2/tasks", Fault.status(595, "No route to host"));

      ToolReply reply = lab.call("task_list");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("Not shown: tasks of node pve2: ", "No route to host")
          .contains("qmstart\t108");
    }
  }

  @Test
  void where_no_node_answers_that_is_an_error() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().nextAt("/nodes/pve2/tasks", Fault.status(595, "No route to host"));

      assertThat(lab.call("task_list", "node", "pve2").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  /** Lesson 6: the log's start is said when it is later than asked. */
  @Test
  void a_log_that_begins_later_than_asked_says_when() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "since", "30d", "node", "pve3").text())
          .contains(
              "The task log of node pve3 begins only at 2026-11-17T12:00:00Z: what was before is"
                  + " not known.");
      assertThat(lab.call("task_list", "since", "10h", "node", "pve3").text())
          .startsWith("2 tasks: node=\"pve3\", since=\"2026-11-22T02:00:00Z\".")
          .doesNotContain("begins only");
    }
  }

  @Test
  void since_and_until_take_ages_dates_and_times() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "until", "2026-11-15").text())
          .startsWith("2 tasks: until=\"2026-11-15T00:00:00Z\".");
      assertThat(lab.call("task_list", "since", "2026-11-22T09:00+00:00").text())
          .startsWith("1 task: ");

      ToolReply wrong = lab.call("task_list", "since", "yesterday");
      assertThat(wrong.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(wrong.text()).contains("Argument since takes an age (30m, 2h, 7d, 1w) or a time");
    }
  }

  @Test
  void a_token_that_sees_only_its_own_tasks_is_told_so() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      assertThat(lab.call("task_list").text())
          .startsWith("Only this token's own tasks are visible")
          .endsWith("\n0 tasks.");
    }
  }

  /** Lesson 6: by kind, in the words of those who ask. */
  @Test
  void a_type_is_understood_by_the_word_for_it() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "type", "backup", "result", "error").text())
          .startsWith("1 task: type=\"vzdump\", result=error.");
      assertThat(lab.call("task_list", "type", "start", "guest", "media").text())
          .startsWith("1 task: guest=108, type=\"qmstart\".");
      assertThat(lab.call("task_list", "type", "Start", "guest", "dns").text())
          .startsWith("1 task: guest=200, type=\"vzstart\".");
    }
  }

  @Test
  void a_word_for_two_types_is_refused_with_both() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("task_list", "type", "migrate");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo(
              "No task has the type \"migrate\"; there are qmigrate (of VMs) and vzmigrate (of"
                  + " containers). Name one of them, or the guest.");
    }
  }

  /** Proxmox takes any type, so one that nobody here knows is asked for, and doubted if in vain. */
  @Test
  void a_type_that_is_not_known_is_doubted_only_where_it_finds_nothing()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "type", "qmstrat").text())
          .startsWith("Task type \"qmstrat\" is not known here; nearest: qmstart, ")
          .endsWith("\n0 tasks: type=\"qmstrat\".");
      assertThat(lab.call("task_list", "type", "qmreset").text())
          .isEqualTo("0 tasks: type=\"qmreset\".");
    }
  }

  @Test
  void tasks_of_a_guest_that_does_not_exist_are_doubted() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "guest", "9999").text())
          .startsWith("There is no guest \"9999\". Nearest: ")
          .endsWith("\n0 tasks: guest=9999.");
      assertThat(lab.call("task_list", "guest", "106").text()).isEqualTo("0 tasks: guest=106.");
    }
  }

  @Test
  void tasks_of_one_user_are_found_by_a_part_of_the_name() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "user", "ops").text())
          .startsWith("1 task: user=\"ops\".")
          .contains("\tops@pve!mcp\t");
      assertThat(lab.call("task_list", "user", "nobody").text())
          .isEqualTo("0 tasks: user=\"nobody\".");
    }
  }

  @Test
  void a_time_that_ends_before_it_begins_is_refused() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("task_list", "since", "1h", "until", "2h");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo(
              "since (2026-11-22T11:00:00Z) is later than until (2026-11-22T10:00:00Z), so nothing"
                  + " can lie between; now it is 2026-11-22T12:00:00Z.");
      assertThat(lab.requests()).isEmpty();
    }
  }

  @Test
  void times_are_told_to_the_second() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.clock().advance(Duration.ofNanos(426_187_566));

      assertThat(lab.call("task_list", "since", "10h", "node", "pve3").text())
          .startsWith("2 tasks: node=\"pve3\", since=\"2026-11-22T02:00:00Z\".");
    }
  }

  @Test
  void a_list_that_is_too_deep_for_pages_says_how_to_go_on() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "cursor", "999", "limit", "500").text())
          .isEqualTo("14 tasks.\nNo rows from 999 on; there are 14.");
      ToolReply reply = lab.call("task_list", "cursor", "1000");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("up to row 1000; go on with until=");
    }
  }

  @Test
  void a_node_that_does_not_exist_is_said_with_those_that_do() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("task_list", "node", "pve1/../pve2").text())
          .endsWith("there are pve1, pve2, pve3.");
    }
  }
}
