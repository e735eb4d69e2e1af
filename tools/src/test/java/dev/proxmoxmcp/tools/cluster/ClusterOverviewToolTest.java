package dev.proxmoxmcp.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterOverviewToolTest {
  @Test
  void the_homelab_looks_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("cluster_overview.txt", lab.call("cluster_overview").text());
      assertThat(lab.requests())
          .as("four of the cluster, and each of three nodes for its VMs")
          .hasSize(7);
    }
  }

  @Test
  void a_bad_morning_has_a_line_for_each_cause() throws InterruptedException {
    try (ToolLab lab = incident()) {
      Golden.check("cluster_overview-incident.txt", lab.call("cluster_overview").text());
      assertThat(lab.requests()).as("the node that is off is not asked").hasSize(6);
    }
  }

  private static ToolLab incident() {
    return ToolLab.homelab(_ -> SimulatedCluster.of(Scenario.INCIDENT));
  }

  @Test
  void a_vm_that_an_error_of_its_disk_halted_does_not_count_as_running()
      throws InterruptedException {
    try (ToolLab lab = incident()) {
      assertThat(lab.call("cluster_overview").text())
          .contains("\n- VM 104 \"nextcloud\" on pve1 stands still by an I/O error: ", "1 paused");
      assertThat(lab.call("cluster_overview", "format", "json").text())
          .contains("\"paused\":1,", "\"templates\":1", "\"unknown\":8");
    }
  }

  @Test
  void a_vm_that_somebody_paused_is_told_with_how_it_goes_on() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "web1", "action", "suspend");

      assertThat(lab.call("cluster_overview").text())
          .contains(
              "- VM 101 \"web1\" on pve1 is paused; guest_power with action=resume lets it go on",
              "1 paused, 14 running, 8 stopped, 1 template");
    }
  }

  @Test
  void a_node_that_does_not_tell_of_its_vms_in_time_is_named() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(3, request -> request.apiPath().equals("/nodes/pve2/qemu"), Fault.HALF_ANSWER);

      assertThat(lab.call("cluster_overview").text())
          .contains("Missing here: which VMs on pve2 are paused: ", "24 guests: ");
    }
  }

  @Test
  void of_a_large_cluster_some_nodes_are_asked_and_how_many_are_not_is_said()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab(_ -> SimulatedCluster.of(Scenario.ENTERPRISE).guests(400))) {
      assertThat(lab.call("cluster_overview").text())
          .contains("Not looked at on 20 of 32 nodes: whether a VM is paused");
      assertThat(lab.requests()).hasSize(4 + VmStates.MOST_NODES);
    }
  }

  @Test
  void tasks_that_failed_alike_are_one_line_with_their_objects() throws InterruptedException {
    try (ToolLab lab = incident()) {
      assertThat(
              lab.call("cluster_overview").text().lines().filter(line -> line.contains("vzdump")))
          .singleElement()
          .asString()
          .startsWith("- vzdump failed 7 times for 6 guests, ")
          .contains("\"job errors\" (110 \"mail\", 203 \"git\", ", "; task_get upid=UPID:pve2:");
    }
  }

  @Test
  void a_guest_that_is_started_again_and_again_is_one_line_and_pushes_no_task_out()
      throws InterruptedException {
    try (ToolLab lab = incident()) {
      String text = lab.call("cluster_overview", "format", "detailed").text();

      assertThat(text)
          .contains(
              "- CT 201 \"proxy\" on pve2 was started 12 times, ",
              "(HA: \"started\"): it does not stay up",
              "- vzstart 201 \"proxy\" on pve2 done 2m 58s ago, and 11 times before");
      assertThat(text.substring(text.indexOf("Recent tasks:")).lines())
          .filteredOn(line -> line.contains("vzstart 201"))
          .hasSize(1);
    }
  }

  @Test
  void what_a_node_took_along_when_it_went_is_no_cause_of_its_own() throws InterruptedException {
    try (ToolLab lab = incident()) {
      assertThat(lab.call("cluster_overview").text())
          .contains(
              "- node pve3 is offline, so nothing is known of the 8 guests on it",
              "- storage nas is not available on pve1, pve2\n")
          .doesNotContain("- storage local is", "- storage pbs is not available");
    }
  }

  @Test
  void a_standalone_node_is_not_a_cluster_without_quorum() throws InterruptedException {
    try (ToolLab lab = ToolLab.standalone()) {
      assertThat(lab.call("cluster_overview").text())
          .startsWith("A single node, in no cluster, Proxmox VE 9.2")
          .doesNotContainIgnoringCase("quorum");
    }
  }

  @Test
  void what_the_token_may_not_see_is_said_and_the_rest_is_shown() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      ToolReply reply = lab.call("cluster_overview");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("Quorum is not visible: the token lacks Sys.Audit on /.")
          .contains("2 guests: ")
          .contains("Only a part is visible")
          .contains("Only this token's own tasks are visible");
    }
  }

  @Test
  void a_part_that_hangs_is_named_and_the_rest_is_shown_within_the_budget()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(
              request -> {
                boolean hung = request.apiPath().equals("/version");
                if (hung) {
                  lab.clock().advance(Duration.ofMillis(1300));
                }
                return hung;
              },
              Fault.SILENCE);

      ToolReply reply = lab.call("cluster_overview");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("Missing here: the version: no answer within 1.2 s", "24 guests: ");
    }
  }

  @Test
  void a_part_that_fails_is_named_and_the_rest_is_shown() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().nextAt("/cluster/tasks", Fault.HTML_PAGE);
      // as often as a read is tried
      lab.simulated()
          .faults()
          .next(3, request -> request.apiPath().startsWith("/cluster/status"), Fault.HALF_ANSWER);

      ToolReply reply = lab.call("cluster_overview");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("Missing here: recent tasks: ", "Quorum is not known: ", "24 guests: ")
          .doesNotContain("NO QUORUM");
    }
  }

  @Test
  void a_storage_that_hangs_is_said_and_the_others_are_shown_without_asking_any()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("nas").hangs();

      ToolReply reply = lab.call("cluster_overview");

      assertThat(reply.text())
          .contains("storage nas is not available", "local-lvm\tlvmthin", "pbs\tpbs\t");
      assertThat(lab.requests()).noneMatch(request -> request.apiPath().contains("/storage"));
    }
  }

  @Test
  void programs_get_figures() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("cluster_overview", "format", "json");

      assertThat(reply.text())
          .startsWith("{\"version\":\"9.2")
          .contains("\"quorate\":true", "\"guests\":{\"total\":24,");
    }
  }
}
