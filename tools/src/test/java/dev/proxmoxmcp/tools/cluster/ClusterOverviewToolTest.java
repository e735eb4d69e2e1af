package dev.proxmoxmcp.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
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
  void programs_get_figures() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("cluster_overview", "format", "json");

      assertThat(reply.text())
          .startsWith("{\"version\":\"9.2")
          .contains("\"quorate\":true", "\"guests\":{\"total\":24,");
    }
  }
}
