package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutgoingTest {
  private static Outgoing.ApiRequest request(SortedMap<String, List<String>> parameters) {
    return request(parameters, Tier.CHANGE);
  }

  private static Outgoing.ApiRequest request(
      SortedMap<String, List<String>> parameters, Tier tier) {
    return new Outgoing.ApiRequest("lab", "POST", "/nodes/pve1/qemu/101/x", parameters, tier);
  }

  private static SortedMap<String, List<String>> parameters(String name, String... values) {
    return new TreeMap<>(java.util.Map.of(name, List.of(values)));
  }

  @Test
  void the_same_parameters_have_the_same_digest() {
    assertThat(request(parameters("timeout", "30")).parametersDigest())
        .isEqualTo(request(parameters("timeout", "30")).parametersDigest())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void parameters_that_only_look_alike_when_written_in_a_row_have_different_digests() {
    TreeMap<String, List<String>> two = new TreeMap<>(parameters("a", "1"));
    two.put("b", List.of("2"));

    assertThat(
            List.of(
                request(parameters("a", "1", "b", "2")).parametersDigest(),
                request(two).parametersDigest(),
                request(parameters("a", "1b2")).parametersDigest(),
                request(parameters("a", "b", "1", "2")).parametersDigest(),
                request(parameters("a1", "b", "2")).parametersDigest(),
                request(parameters("a")).parametersDigest(),
                request(new TreeMap<>()).parametersDigest()))
        .doesNotHaveDuplicates();
  }

  @Test
  void printing_a_request_shows_the_names_of_parameters_and_no_value() {
    assertThat(request(parameters("cipassword", "hunter2")))
        .hasToString("POST /nodes/pve1/qemu/101/x [cipassword] on lab");
  }

  @Test
  void parameters_cannot_be_changed_after_a_gate_has_seen_them() {
    TreeMap<String, List<String>> mine = new TreeMap<>(parameters("a", "1"));
    Outgoing.ApiRequest request = request(mine);

    mine.put("b", List.of("2"));

    assertThat(request.parameters()).containsOnlyKeys("a");
    assertThatThrownBy(() -> request.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource(value = Tier.class, mode = EnumSource.Mode.EXCLUDE, names = "READ")
  void a_gate_for_reads_refuses_every_other_tier_and_says_what_it_was(Tier tier) {
    Outgoing.ApiRequest request = request(parameters("password", "hunter2"), tier);

    assertThatThrownBy(() -> Gate.readsOnly().pass(request))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("POST /nodes/pve1/qemu/101/x")
        .hasMessageContaining("'" + tier.label() + "'")
        .hasMessageNotContaining("hunter2");
  }
}
