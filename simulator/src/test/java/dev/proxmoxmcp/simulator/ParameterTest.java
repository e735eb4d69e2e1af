package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complaints about parameters, word for word as recorded. */
class ParameterTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /version?foo=bar                     | foo    | property is not defined in schema and the schema does not allow additional properties
          /cluster/resources?type=pool         | type   | value 'pool' does not have a value in the enumeration 'vm, storage, node, sdn'
          /cluster/resources?type=vm&type=node | type   | type check ('string') failed - got ARRAY
          /cluster/nextid?vmid=100             | vmid   | VM 100 already exists
          /nodes/pve1/status?node=pve2         | node   | duplicate parameter (already defined in URI) with conflicting values!
          /nodes/pve1/qemu/abc/config          | vmid   | type check ('integer') failed - got 'abc'
          /nodes/pve1/tasks?source=bogus       | source | value 'bogus' does not have a value in the enumeration 'archive, active, all'
          /nodes/pve1/tasks?limit=-1           | limit  | value must have a minimum value of 0
          /nodes/pve1/tasks?errors=yes         | errors | type check ('boolean') failed - got 'yes'
          /nodes/pve1/storage/nosuch/status    | storage| No such storage.
          /nodes/pve1/tasks/UPID:nonsense/log  | upid   | unable to parse worker upid
          /pools?type=lxc                      | poolid | missing property - 'type' requires this property
          """)
  void a_wrong_parameter_is_named_with_what_is_wrong(String path, String name, String complaint)
      throws IOException {
    Lab.Answer answer = lab.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("Parameter verification failed.");
    assertThat(answer.body().get("message")).isEqualTo("Parameter verification failed.\n");
    assertThat(answer.errors()).isEqualTo(Map.of(name, complaint));
  }

  @Test
  void a_vmid_below_the_minimum_has_no_valid_form() throws IOException {
    assertThat(lab.get("/nodes/pve1/qemu/9/config").errors())
        .isEqualTo(Map.of("vmid", "invalid format - value does not look like a valid VM ID\n"));
  }

  @Test
  void all_wrong_parameters_are_named_at_once() throws IOException {
    Lab.Answer answer = lab.get("/nodes/pve1/tasks?limit=x&errors=2&nonsense=1");

    assertThat(answer.errors().keySet().toString()).isEqualTo("[errors, limit, nonsense]");
  }

  @Test
  void a_semicolon_separates_parameters_too() throws IOException {
    assertThat(lab.get("/nodes/pve1/tasks?limit=1;start=0").rows()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"start,skiplock", "stop,keepActive", "reset,skiplock", "resume,nocheck"})
  void what_only_root_may_is_refused_to_every_token(String action, String option)
      throws IOException {
    Lab.Answer answer =
        lab.post(
            lab.cluster().adminToken(), "/nodes/pve1/qemu/101/status/" + action, option + "=1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors()).isEqualTo(Map.of(option, "Only root may use this option."));
  }

  @Test
  void an_option_for_root_may_be_given_if_it_is_off() throws IOException {
    assertThat(lab.post("/nodes/pve1/qemu/101/status/start", "skiplock=0").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"timeout":5,"forceStop":true}  | 200 | OK
          {"timeout":"5","forceStop":"1"} | 200 | OK
          {"timeout":{"a":1}}             | 400 | Parameter verification failed.
          {"timeout":[1,2]}               | 400 | Parameter verification failed.
          [1]                             | 500 | Not a HASH reference at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 978.
          """)
  void a_json_body_is_read_too(String body, int status, String reason) throws IOException {
    RawClient.Reply reply = shutdown("application/json; charset=utf-8", body);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.reason()).isEqualTo(reason);
  }

  @Test
  void broken_json_is_refused_in_perls_words() throws IOException {
    RawClient.Reply reply = shutdown("application/json", "{\"timeout\":");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.reason()).startsWith("malformed JSON string, neither tag, array, object");
  }

  @Test
  void another_content_type_is_refused() throws IOException {
    RawClient.Reply reply = shutdown("text/xml", "<a/>");

    assertThat(reply.status()).isEqualTo(506);
    assertThat(reply.reason()).isEqualTo("upload 'Content-Type 'text/xml' not implemented");
  }

  private static RawClient.Reply shutdown(String contentType, String body) throws IOException {
    try (RawClient client = lab.connect()) {
      return client.exchange(
          "POST",
          "/api2/json/nodes/pve3/qemu/107/status/shutdown",
          Lab.authorization(lab.cluster().operatorToken())
              + "Content-Type: "
              + contentType
              + "\r\n",
          body);
    }
  }
}
