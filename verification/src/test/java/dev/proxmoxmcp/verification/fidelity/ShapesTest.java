package dev.proxmoxmcp.verification.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ShapesTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static List<String> differences(String recorded, String simulated) {
    return Shapes.differences(JSON.readTree(recorded), JSON.readTree(simulated), false);
  }

  @Test
  void other_values_of_the_same_types_are_the_same_shape() {
    assertThat(differences("{\"a\":1,\"b\":\"x\"}", "{\"b\":\"y\",\"a\":2.5}")).isEmpty();
  }

  @Test
  void a_number_written_as_a_string_differs() {
    assertThat(differences("{\"port\":\"5900\"}", "{\"port\":5900}"))
        .containsExactly("port: string, got number");
  }

  @Test
  void a_missing_key_and_a_key_too_many_differ() {
    assertThat(differences("{\"a\":1}", "{\"b\":1}"))
        .containsExactly("a: number, got absent", "b: absent, got number");
  }

  @Test
  void what_only_some_entries_of_a_list_have_may_be_absent() {
    assertThat(differences("[{\"a\":1,\"b\":1},{\"a\":1}]", "[{\"a\":5}]")).isEmpty();
  }

  @Test
  void what_all_entries_of_a_list_have_must_be_in_all() {
    assertThat(differences("[{\"a\":1},{\"a\":1}]", "[{\"a\":5},{}]"))
        .containsExactly("[object].a: number, got absent");
  }

  @Test
  void entries_are_compared_with_those_of_their_own_type() {
    assertThat(
            differences(
                "[{\"type\":\"node\",\"cpu\":1},{\"type\":\"pool\"}]",
                "[{\"type\":\"pool\",\"cpu\":1}]"))
        .containsExactly("[pool].cpu: absent, got number");
  }

  @Test
  void an_empty_list_differs_from_one_with_entries() {
    assertThat(differences("[]", "[1]")).containsExactly("body: 0 entries, got 1 entries");
  }

  @Test
  void null_is_a_type_of_its_own() {
    assertThat(differences("{\"data\":null}", "{\"data\":\"\"}"))
        .containsExactly("data: null, got string");
  }
}
