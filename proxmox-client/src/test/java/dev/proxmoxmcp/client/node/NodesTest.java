package dev.proxmoxmcp.client.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.simulator.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesTest {
  private static final NodeName PVE2 = new NodeName("pve2");

  private final Lab lab = Lab.start();
  private final Nodes nodes = lab.as(lab.simulated().auditorToken()).nodes();

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void the_list_has_every_node_with_its_figures() {
    assertThat(nodes.list())
        .hasSize(3)
        .allSatisfy(node -> {
          assertThat(node.state()).isEqualTo(NodeState.ONLINE);
          assertThat(node.load().memory()).isNotNull();
          assertThat(node.load().cpu()).isNotNull();
        });
  }

  @Test
  void a_token_without_rights_sees_names_without_figures() {
    assertThat(lab.as(lab.simulated().blindToken()).nodes().list())
        .hasSize(3)
        .allSatisfy(node -> assertThat(node.load().memory()).isNull());
  }

  @Test
  void the_status_tells_software_processors_and_memory() {
    NodeStatus status = nodes.status(PVE2);

    assertThat(status.node()).isEqualTo(PVE2);
    assertThat(status.uptime()).isPositive();
    assertThat(status.software().version()).startsWith("pve-manager/9.2");
    assertThat(status.software().kernel()).startsWith("Linux ");
    assertThat(status.processors().threads()).isPositive();
    assertThat(status.loadAverage()).hasSize(3);
    assertThat(status.storage().memory()).isNotNull();
    assertThat(status.storage().rootFileSystem()).isNotNull();
  }

  @Test
  void the_status_without_the_privilege_is_denied() {
    Nodes blind = lab.as(lab.simulated().blindToken()).nodes();

    assertThatThrownBy(() -> blind.status(PVE2))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("lacks Sys.Audit on /nodes/pve2");
  }

  @Test
  void a_node_that_the_host_cannot_reach_is_named() {
    lab.simulated().faults().nextAt("/nodes/pve2", Fault.status(595, "No route to host"));

    assertThatThrownBy(() -> nodes.status(PVE2))
        .isInstanceOfSatisfying(
            NodeUnreachable.class, error -> assertThat(error.node()).hasValue(PVE2))
        .hasMessageContaining("No route to host")
        .hasMessageContaining("Could not read the status of node pve2");
  }
}
