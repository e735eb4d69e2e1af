package dev.proxmoxmcp.tools.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import org.junit.jupiter.api.Test;

class NodeGetToolTest {
  @Test
  void a_node_looks_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("node_get.txt", lab.call("node_get", "node", "pve2").text());
      assertThat(lab.requests()).as("the nodes, its state, three parts").hasSize(5);
    }
  }

  /** The Python server answered UNKNOWN. */
  @Test
  void what_failed_and_what_ends_soon_is_said() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("node_get", "node", "pve2").text()).contains("postfix FAILED");
      assertThat(lab.call("node_get", "node", "pve3").text())
          .contains("18 services, none failed", "pve-ssl.pem ENDS SOON, in 19d");
    }
  }

  @Test
  void only_the_parts_that_are_asked_for_cost_requests() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      assertThat(
              lab.call("node_get", "node", "pve1", "parts", "updates", "format", "detailed").text())
          .contains("updates: \n  pve-manager 9.2.4 → 9.2.6")
          .doesNotContain("services", "certificates");
      assertThat(lab.requests()).hasSize(3);
    }
  }

  @Test
  void a_part_that_the_token_may_not_read_is_named_with_what_it_lacks()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("node_get", "node", "pve1", "parts", "updates,network");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("updates: could not be read: ", "Sys.Modify on /nodes/pve1", "vmbr0 (bridge)");
    }
  }

  /** Fault 11: not a bare 595. */
  @Test
  void a_dead_node_is_explained() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().node("pve2").stopsItsApi();

      ToolReply reply = lab.call("node_get", "node", "pve2");

      assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(reply.text())
          .contains("cannot reach node pve2", "systemctl status pveproxy", "Connection refused");
    }
  }

  @Test
  void a_part_that_fails_hides_no_other() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().nextAt("/nodes/pve2/services", Fault.HTML_PAGE);

      ToolReply reply = lab.call("node_get", "node", "pve2");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text()).contains("services: could not be read: ", "192.0.2.12/24");
    }
  }

  /** Fault 1: no name of a node reaches another path. */
  @Test
  void a_name_that_is_no_node_never_reaches_a_path() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String wrong : new String[] {"../access/users?x=", "pve1%2f..", "pve1\r\n", "рve1"}) {
        ToolReply reply = lab.call("node_get", "node", wrong.strip() + "x");

        assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
        assertThat(reply.text()).endsWith("there are pve1, pve2, pve3.");
      }
      assertThat(lab.requests()).allMatch(request -> request.apiPath().equals("/nodes"));
    }
  }
}
