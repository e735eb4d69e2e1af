package dev.proxmoxmcp.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins by node, for hosts that the settings name. */
class NodePinsTest {
  private static final Fingerprint ANOTHER = new Fingerprint("ab".repeat(32));
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final NodeName PVE2 = new NodeName("pve2");

  @TempDir private Path folder;

  private final Lab lab = Lab.start();

  @AfterEach
  void close() {
    lab.close();
  }

  private BoundCluster trusting(
      Map<NodeName, List<Fingerprint>> pins, Trust.@Nullable ByAuthority others) {
    Map<NodeName, Trust.Pins> nodes =
        pins.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> new Trust.Pins(entry.getValue())));
    ClusterSettings usual = lab.settings(lab.simulated().operatorToken());
    return lab.open(
            new ClusterSettings(
                "lab",
                lab.host(),
                usual.credentials(),
                new Trust.NodePins(nodes, others),
                usual.timeouts()))
        .through(Gate.open());
  }

  private Fingerprint shown() {
    return Fingerprint.parse(lab.simulated().fingerprint());
  }

  @Test
  void a_host_of_the_settings_may_be_any_of_the_pinned_nodes() {
    BoundCluster cluster =
        trusting(Map.of(PVE1, List.of(ANOTHER), PVE2, List.of(ANOTHER, shown())), null);

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_host_of_the_settings_that_is_none_of_them_receives_nothing() {
    BoundCluster cluster = trusting(Map.of(PVE1, List.of(ANOTHER)), null);

    assertThatThrownBy(() -> cluster.cluster().version()).isInstanceOf(CertificateRejected.class);
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void beside_pins_an_authority_may_vouch_for_the_others() throws IOException {
    Path pem = Files.writeString(folder.resolve("ca.pem"), lab.simulated().caCertificatePem());
    BoundCluster cluster = trusting(Map.of(PVE2, List.of(ANOTHER)), new Trust.AuthorityFile(pem));

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void pins_by_node_of_no_node_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust.NodePins(Map.of(), null));
  }
}
