package dev.proxmoxmcp.client.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Services, certificates, network and updates of a node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeInfoTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final NodeName PVE2 = new NodeName("pve2");
  private static final NodeName PVE3 = new NodeName("pve3");

  private final Lab lab = Lab.start();
  private final Nodes nodes = lab.as(lab.simulated().adminToken()).nodes();

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void a_service_that_failed_is_told_from_those_that_run() {
    assertThat(nodes.services(PVE2))
        .contains(new NodeService("pveproxy", "active"), new NodeService("postfix", "failed"))
        .filteredOn(NodeService::failed)
        .extracting(NodeService::name)
        .containsExactly("postfix");
    assertThat(nodes.services(PVE1)).isNotEmpty().noneMatch(NodeService::failed);
  }

  @Test
  void a_service_that_need_not_run_has_not_failed() {
    try (Lab alone = Lab.standalone()) {
      assertThat(alone.as(alone.simulated().adminToken()).nodes().services(PVE1))
          .contains(new NodeService("corosync", "inactive"))
          .noneMatch(NodeService::failed);
    }
  }

  @Test
  void a_certificate_tells_its_end_and_the_fingerprint_that_the_host_presents() {
    assertThat(nodes.certificates(PVE1))
        .extracting(NodeCertificate::file)
        .containsExactly("pve-root-ca.pem", "pve-ssl.pem");
    assertThat(nodes.certificates(PVE1).getLast().fingerprint())
        .isEqualTo(lab.simulated().fingerprint());
    assertThat(nodes.certificates(PVE3).getLast().end())
        .isEqualTo(lab.clock().instant().plus(Duration.ofDays(19)));
  }

  @Test
  void what_is_not_told_of_a_certificate_is_empty() {
    assertThat(nodes.certificates(PVE1).getFirst().fingerprint()).isEmpty();
  }

  @Test
  void a_bridge_has_an_address_and_its_port_has_none() {
    assertThat(nodes.network(PVE1))
        .anySatisfy(bridge -> {
          assertThat(bridge.name()).isEqualTo("vmbr0");
          assertThat(bridge.type()).isEqualTo("bridge");
          assertThat(bridge.active()).isTrue();
          assertThat(bridge.addresses()).hasSize(1).allMatch(address -> address.endsWith("/24"));
        })
        .contains(new NodeInterface("eno1", "eth", true, List.of()));
  }

  @Test
  void updates_tell_both_versions_and_a_node_without_any_has_an_empty_list() {
    assertThat(nodes.updates(PVE1))
        .hasSize(3)
        .contains(new NodeUpdate("pve-manager", "9.2.4", "9.2.6"));
    assertThat(nodes.updates(PVE3)).isEmpty();
  }

  @Test
  void an_auditor_may_not_see_updates_and_is_told_why() {
    Nodes auditor = lab.as(lab.simulated().auditorToken()).nodes();

    assertThat(auditor.services(PVE2)).isNotEmpty();
    assertThatThrownBy(() -> auditor.updates(PVE2))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("lacks Sys.Modify on /nodes/pve2")
        .hasMessageContaining("Could not list the updates of node pve2");
  }

  @Test
  void services_want_a_privilege_where_certificates_and_network_do_not() {
    Nodes blind = lab.as(lab.simulated().blindToken()).nodes();

    assertThatThrownBy(() -> blind.services(PVE1))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("lacks Sys.Audit on /nodes/pve1");
    assertThat(blind.certificates(PVE1)).isNotEmpty();
    assertThat(blind.network(PVE1)).isNotEmpty();
  }
}
