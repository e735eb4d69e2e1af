package dev.proxmoxmcp.tools.api;

import static dev.proxmoxmcp.tools.api.Writes.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret is sent, and never comes back: not in an answer, not in a state, not in a log. */
class ApiSecretsTest {
  private static final String SECRET = "hunter2-hunter2";

  private static ToolLab lab() {
    return ToolLab.homelab()
        .as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.DESTROY, Tier.EXEC, Tier.ADMIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /access/users | {'userid':'x@pve','password':'hunter2-hunter2'}",
        "PUT /nodes/{node}/qemu/web1/config | {'cipassword':'hunter2-hunter2'}",
        "POST /cluster/notifications/endpoints/smtp | {'name':'m1','server':'mail.example.org',"
            + "'from-address':'a@b.example','mailto':'x@y.example','password':'hunter2-hunter2'}",
        "POST /cluster/notifications/endpoints/gotify |"
            + " {'name':'g1','server':'https://x.example','token':'hunter2-hunter2'}",
        "POST /storage | {'storage':'p2','type':'pbs','server':'10.0.0.9','datastore':'d',"
            + "'username':'a@pbs!t','password':'hunter2-hunter2'}",
        "POST /access/domains | {'realm':'corp','type':'ldap','base_dn':'dc=x,dc=y',"
            + "'user_attr':'uid','server1':'10.0.0.1','password':'hunter2-hunter2'}",
        "POST /access/domains | {'realm':'oid','type':'openid','issuer-url':'https://i.example',"
            + "'client-id':'c','client-key':'hunter2-hunter2'}",
        "POST /cluster/metrics/server/i1 | {'type':'influxdb','server':'10.0.0.1','port':8086,"
            + "'token':'hunter2-hunter2'}",
        "PUT /cluster/options | {'http_proxy':'http://u:hunter2-hunter2@10.0.0.1:3128'}"
      })
  void a_secret_that_is_sent_is_neither_shown_nor_logged(String endpoint, String quoted)
      throws InterruptedException {
    String parameters = quoted.replace('\'', '"');
    try (CapturedLog log = CapturedLog.open();
        ToolLab lab = lab()) {
      ToolReply dry = write(lab, endpoint, parameters, "dry_run", "true");
      ToolReply reply = write(lab, endpoint, parameters);

      assertThat(dry.text()).contains("(hidden)").doesNotContain(SECRET);
      assertThat(reply.isError()).as(reply.text()).isFalse();
      assertThat(reply.text()).doesNotContain(SECRET);
      assertThat(lab.writes().getLast().parameters().toString()).contains(SECRET);
      assertThat(log.text()).isNotEmpty().doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"concise", "detailed", "json"})
  void a_secret_that_proxmox_keeps_is_hidden_wherever_it_is_read(String format)
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      write(
          lab,
          "POST /access/domains",
          "{\"realm\":\"oid\",\"type\":\"openid\",\"issuer-url\":\"https://i.example\","
              + "\"client-id\":\"c\",\"client-key\":\"hunter2-hunter2\"}");

      assertThat(lab.call("api_read", "path", "/access/domains/oid", "format", format).text())
          .contains("client-key", "(hidden)")
          .doesNotContain(SECRET);
      assertThat(
              write(
                      lab,
                      "PUT /access/domains/oid",
                      "{\"client-key\":\"hunter3-hunter3\"}",
                      "format",
                      format)
                  .text())
          .contains("client-key: (hidden) → (hidden)")
          .doesNotContain(SECRET, "hunter3");
    }
  }

  @Test
  void no_condition_on_rows_tells_whether_a_secret_begins_with_a_letter()
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      write(
          lab,
          "POST /cluster/notifications/endpoints/smtp",
          "{\"name\":\"m1\",\"server\":\"mail.example.org\",\"from-address\":\"a@b.example\","
              + "\"mailto\":\"x@y.example\",\"password\":\"hunter2-hunter2\"}");

      assertThat(
              lab.call(
                      "api_read",
                      "path",
                      "/cluster/notifications/endpoints/smtp",
                      "filter",
                      "password~h")
                  .text())
          .startsWith("0 of 1 row");
    }
  }

  @Test
  void what_a_host_says_of_a_call_is_told_without_the_secrets_of_it() {
    Map<String, List<String>> sent =
        Map.of("password", List.of(SECRET), "comment", List.of("plain"), "key", List.of("abc"));

    assertThat(Secrets.without(sent, "mount failed: pass=" + SECRET + " plain abc"))
        .isEqualTo("mount failed: pass=(hidden) plain abc");
  }

  @Test
  void a_refusal_that_repeats_a_secret_is_told_without_it() throws InterruptedException {
    try (ToolLab lab = lab()) {
      lab.call("api_read", "path", "/version");
      lab.simulated()
          .faults()
          .next(
              1,
              request -> request.method().equals("POST"),
              Fault.status(500, "cannot set '" + SECRET + "'"));

      ToolReply reply =
          write(
              lab, "POST /access/users", "{\"userid\":\"x@pve\",\"password\":\"" + SECRET + "\"}");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text()).contains("cannot set '(hidden)'").doesNotContain(SECRET);
    }
  }

  @Test
  void a_ticket_that_is_made_is_shown_to_whom_it_is_made_for() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply = write(lab, "POST /access/users/root@pam/token/t1", "{}", "format", "json");

      assertThat(reply.text()).containsPattern("\"value\":\"[0-9a-f-]{36}\"");
    }
  }
}
