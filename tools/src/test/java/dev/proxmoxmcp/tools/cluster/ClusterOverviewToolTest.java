package dev.proxmoxmcp.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
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
      assertThat(lab.requests()).hasSize(4);
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
