package dev.proxmoxmcp.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.PlannedFault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPortTest {
  private final ManualClock clock = new ManualClock();
  private SimulatedCluster cluster;
  private ControlPort control;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    cluster = SimulatedCluster.homelab().clock(clock).start();
    control = ControlPort.start(cluster, clock, 0);
    client = new PlainClient(control.address());
  }

  @AfterEach
  void stop() {
    control.close();
    cluster.close();
  }

  @Test
  void it_explains_itself() throws IOException {
    PlainClient.Reply overview = client.get("/");

    assertThat(overview.status()).isEqualTo(200);
    assertThat(overview.body())
        .contains("PUT /nodes/{name}: condition: well, offline", "DELETE /faults/{id}");
  }

  @Test
  void the_state_says_what_is_wrong() throws IOException {
    assertThat(client.call("PUT", "/nodes/pve2", "{\"condition\":\"offline\"}").body())
        .contains("pve2 is offline");
    client.call("PUT", "/storages/nas", "{\"condition\":\"hung\"}");
    client.call("PUT", "/quorum", "{\"quorate\":false}");
    client.call("POST", "/faults", "{\"fault\":\"late\",\"ms\":5,\"method\":\"get\"}");

    Map<?, ?> state = client.get("/state").object();
    assertThat(state.get("quorate")).isEqualTo(false);
    assertThat(String.valueOf(state.get("nodes")))
        .contains("name=pve2, condition=offline")
        .contains("name=pve1, condition=well, address=" + cluster.address());
    assertThat(String.valueOf(state.get("storages"))).contains("hung").doesNotContain("full");
    assertThat(String.valueOf(state.get("faults")))
        .contains("id=1", "requests=GET …", "fault=late", "ms=5", "left=1");
    assertThat(cluster.node("pve2").condition()).isEqualTo("offline");
  }

  @Test
  void a_fault_is_planned_and_lifted_by_its_id() throws IOException {
    String body =
        "{\"fault\":\"status\",\"status\":595,\"reason\":\"No route to host\",\"method\":\"POST\","
            + "\"path\":\"/nodes\",\"times\":3}";
    int id =
        (Integer) Objects.requireNonNull(client.call("POST", "/faults", body).object().get("id"));

    assertThat(cluster.faults().list())
        .containsExactly(
            new PlannedFault(id, "POST /nodes…", Fault.status(595, "No route to host"), 3, 1, 0));
    assertThat(client.call("DELETE", "/faults/" + id, "").status()).isEqualTo(200);
    assertThat(cluster.faults().list()).isEmpty();
    assertThat(client.call("DELETE", "/faults/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void a_fault_with_a_probability_lasts_until_it_is_lifted() throws IOException {
    client.call("POST", "/faults", "{\"fault\":\"reset\",\"probability\":0.25}");

    assertThat(cluster.faults().list())
        .extracting(PlannedFault::probability, PlannedFault::left)
        .containsExactly(tuple(0.25, PlannedFault.UNTIL_LIFTED));
  }

  @Test
  void a_guest_is_locked_and_released() throws IOException {
    client.call("PUT", "/guests/107", "{\"lock\":\"snapshot\"}");
    assertThat(cluster.guest(107).orElseThrow().lock()).isEqualTo("snapshot");

    client.call("PUT", "/guests/107", "{\"lock\":\"\"}");
    assertThat(cluster.guest(107).orElseThrow().lock()).isEmpty();
  }

  @Test
  void a_certificate_is_exchanged() throws IOException {
    String before = cluster.fingerprint();

    PlainClient.Reply reply =
        client.call("PUT", "/nodes/pve1/certificate", "{\"kind\":\"self_signed\"}");

    assertThat(reply.object().get("fingerprint"))
        .isEqualTo(cluster.fingerprint())
        .isNotEqualTo(before);
    assertThat(client.call("PUT", "/nodes/pve2/certificate", "{\"kind\":\"valid\"}").error())
        .isEqualTo("pve2 has no address of its own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /nodes/pve9 | {\"condition\":\"well\"} | 404 | no node 'pve9'; there are pve1",
        "PUT | /storages/tape | {\"condition\":\"well\"} | 404 | there are local, local-lvm, nas",
        "PUT | /guests/4711 | {\"lock\":\"x\"} | 404 | no guest 4711",
        "PUT | /guests/abc | {\"lock\":\"x\"} | 400 | is no vmid",
        "PUT | /guests/107 | {} | 400 | nothing to do",
        "PUT | /nodes/pve1 | {\"condition\":\"tired\"} | 400 | one of the accepted words",
        "PUT | /nodes/pve1 | {\"condition\":\"slow\"} | 400 | is missing",
        "PUT | /nodes/pve1 | {\"mood\":1} | 400 | unknown field 'mood'",
        "PUT | /nodes/pve1 | nonsense | 400 | the body is no JSON",
        "PUT | /nodes/pve1 | [] | 400 | the body is no JSON object",
        "PUT | /quorum | {\"quorate\":\"no\"} | 400 | true or false",
        "POST | /faults | {\"fault\":\"flood\"} | 400 | one of the accepted words",
        "POST | /faults | {\"fault\":\"status\"} | 400 | from 400 to 599",
        "POST | /faults | {\"fault\":\"status\",\"status\":200} | 400 | from 400 to 599",
        "POST | /faults | {\"fault\":\"reset\",\"times\":0} | 400 | from 1 to 1000000",
        "POST | /faults | {\"fault\":\"reset\",\"probability\":2} | 400 | at most 1",
        "POST | /faults | {\"fault\":\"reset\",\"times\":2,\"until\":\"lifted\"} | 400 | exclude",
        "GET | /requests?limit=x | '' | 400 | limit must be 0 to 10000",
        "GET | /requests?verb=x | '' | 400 | unknown parameter 'verb'",
        "GET | /moon | '' | 404 | there is no GET /moon",
        "PATCH | /state | '' | 404 | there is no PATCH /state",
      })
  void what_makes_no_sense_is_refused_with_what_would(
      String method, String path, String body, int status, String error) throws IOException {
    PlainClient.Reply reply = client.call(method, path, body);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.error()).contains(error);
  }

  @Test
  void a_wrong_word_is_answered_with_the_right_ones() throws IOException {
    List<?> accepted = client.call("PUT", "/storages/nas", "{\"condition\":\"tired\"}").accepted();

    assertThat(accepted).hasToString("[well, hung, full]");
  }

  @Test
  void the_names_of_other_hosts_are_refused() throws IOException {
    for (String headers :
        new String[] {
          "Host: attacker.example\r\n", "Host: 127.0.0.1\r\n", "Host: localhost:1\r\n"
        }) {
      PlainClient.Reply reply = client.send("GET", "/state", headers, "");
      assertThat(reply.status()).as(headers).isEqualTo(403);
    }
  }

  @Test
  void web_pages_are_refused_and_nothing_allows_them_to_read() throws IOException {
    String host = "Host: localhost:" + control.address().getPort() + "\r\n";

    PlainClient.Reply page =
        client.send("GET", "/state", host + "Origin: http://attacker.example\r\n", "");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.head()).doesNotContainIgnoringCase("access-control");
    assertThat(client.send("POST", "/faults", host, "{\"fault\":\"reset\"}").status())
        .isEqualTo(415);
    assertThat(cluster.faults().list()).isEmpty();
  }

  @Test
  void a_body_is_bounded() throws IOException {
    PlainClient.Reply reply =
        client.call("POST", "/faults", "{\"fault\":\"" + "x".repeat(65 * 1024) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void a_port_in_use_is_named() {
    int port = control.address().getPort();

    assertThatThrownBy(() -> ControlPort.start(cluster, clock, port))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("control port " + port);
  }
}
