package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.tls.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static final ApiToken TOKEN =
      new ApiToken(TokenId.parse("ops@pve!mcp"), Secret.of("11111111-2222-3333-4444-555555555555"));
  private static final HostAddress ONE = HostAddress.of("pve1.example.com");
  private static final HostAddress TWO = HostAddress.of("pve2.example.com");

  private static ClusterSettings settings(List<HostAddress> hosts) {
    return new ClusterSettings(
        "lab", hosts, TOKEN, new Trust.SystemAuthorities(), Timeouts.standard());
  }

  @Test
  void calls_begin_with_the_first_host() {
    assertThat(settings(List.of(ONE, TWO)).host()).isEqualTo(ONE);
    assertThat(settings(List.of(ONE, TWO)).hosts()).containsExactly(ONE, TWO);
  }

  @Test
  void a_cluster_without_a_host_or_with_one_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of()))
        .withMessageContaining("cluster lab has no host");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of(ONE, TWO, ONE)))
        .withMessageContaining("names a host twice");
  }
}
