package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import org.junit.jupiter.api.Test;

class WireRequestTest {
  private static final Endpoint READ = Endpoint.read("/cluster/resources");
  private static final Endpoint WRITE = Endpoint.post("/pools", Tier.ADMIN);

  @Test
  void parameters_of_a_read_stand_in_the_query() {
    WireRequest request = WireRequest.of(READ.call("list").with("type", "vm").with("start", 5));

    assertThat(request.target()).isEqualTo("/api2/json/cluster/resources?start=5&type=vm");
    assertThat(request.form()).isNull();
  }

  @Test
  void without_parameters_there_is_no_question_mark() {
    assertThat(WireRequest.of(READ.call("list")).target())
        .isEqualTo("/api2/json/cluster/resources");
  }

  @Test
  void parameters_of_a_delete_stand_in_the_query_because_a_body_is_refused() {
    Endpoint delete = new Endpoint(Method.DELETE, PathTemplate.of("/pools"), Tier.DESTROY);

    WireRequest request = WireRequest.of(delete.call("remove").with("poolid", "dev"));

    assertThat(request.target()).isEqualTo("/api2/json/pools?poolid=dev");
    assertThat(request.form()).isNull();
  }

  @Test
  void parameters_of_a_write_stand_in_a_form() {
    WireRequest request = WireRequest.of(WRITE.call("make").with("poolid", "dev"));

    assertThat(request.target()).isEqualTo("/api2/json/pools");
    assertThat(request.form()).isEqualTo("poolid=dev");
  }

  @Test
  void a_list_repeats_its_name_and_truth_is_one_or_zero() {
    Call call =
        WRITE
            .call("make")
            .with("command", "ls")
            .with("command", "-l")
            .with("force", true)
            .with("keep", false);

    assertThat(WireRequest.of(call).form()).isEqualTo("command=ls&command=-l&force=1&keep=0");
  }

  @Test
  void values_are_encoded_as_utf_8() {
    Call call = WRITE.call("make").with("comment", "a b&c=d;é+%\n");

    assertThat(WireRequest.of(call).form()).isEqualTo("comment=a%20b%26c%3Dd%3B%C3%A9%2B%25%0A");
  }
}
