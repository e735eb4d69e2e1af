package dev.proxmoxmcp.tools.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import org.junit.jupiter.api.Test;

class NodeListToolTest {
  /** Lesson 7, and N+1: one request, whatever the number of nodes and guests. */
  @Test
  void the_nodes_of_the_homelab_look_like_this_from_one_request() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("node_list.txt", lab.call("node_list").text());
      assertThat(lab.requests()).hasSize(1);
    }
  }

  @Test
  void a_node_that_is_off_is_said() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().node("pve3").goesOffline();

      assertThat(lab.call("node_list").text())
          .contains("Not online: pve3.", "pve3\toffline\t-\t-", "pve1\tonline")
          .containsPattern("pve3\toffline.*\t\\?/8");
    }
  }

  /** The Python server said "Quorum: NOT OK" of such a node. */
  @Test
  void a_standalone_node_is_listed_without_a_word_of_quorum() throws InterruptedException {
    try (ToolLab lab = ToolLab.standalone()) {
      assertThat(lab.call("node_list").text())
          .startsWith("1 node.\n")
          .doesNotContainIgnoringCase("quorum");
    }
  }

  @Test
  void figures_that_the_token_may_not_see_are_said_to_be_not_visible() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      assertThat(lab.call("node_list").text())
          .contains("Figures of nodes are not visible: the token lacks Sys.Audit on /nodes.")
          .contains("pve1\tonline\t-\t-");
    }
  }

  @Test
  void programs_get_figures() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("node_list", "format", "json").text())
          .startsWith("{\"matching\":3,\"nodes\":[{\"node\":\"pve1\",\"state\":\"online\",");
    }
  }
}
