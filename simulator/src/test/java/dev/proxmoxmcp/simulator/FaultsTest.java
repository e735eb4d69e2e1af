package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String PATH = "/api2/json/cluster/resources";

  private Lab lab;
  private String admin;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
    admin = Lab.authorization(lab.cluster().adminToken());
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private void next(Fault fault) {
    lab.cluster().faults().nextAt("/cluster/resources", fault);
  }

  @Test
  void a_page_of_html_comes_instead_of_json() throws IOException {
    next(Fault.HTML_PAGE);
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get(PATH, admin);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers()).containsEntry("content-type", "text/html");
      assertThat(reply.body()).contains("<html>");
    }
  }

  @Test
  void a_host_says_something_else_than_it_would() throws IOException {
    next(
        Fault.rewritten((request, usual) ->
            new SimulatedReply(
                usual.status(), usual.reason(), request.apiPath() + " " + usual.status())));
    try (RawClient client = lab.connect()) {
      assertThat(client.get(PATH, admin).body()).isEqualTo("/cluster/resources 200");
    }
  }

  @Test
  void an_answer_ends_in_the_middle() throws IOException {
    next(Fault.HALF_ANSWER);
    try (RawClient client = lab.connect()) {
      assertThatThrownBy(() -> client.get(PATH, admin))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("ended after \\d+ of \\d+ bytes");
    }
  }

  @Test
  void silence_lasts_beyond_the_idle_limit() throws IOException {
    try (Lab impatient = Lab.start(settings -> settings.idleLimit(Duration.ofMillis(500)))) {
      impatient.cluster().faults().nextAt("/cluster/resources", Fault.SILENCE);
      try (RawClient client = impatient.connect()) {
        client.socket().setSoTimeout(900);

        assertThatThrownBy(() -> client.get(PATH, admin))
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void silence_ends_with_the_cluster() throws IOException {
    next(Fault.SILENCE);
    try (RawClient client = lab.connect()) {
      client.send("GET " + PATH + " HTTP/1.1\r\n" + admin + "\r\n");
      lab.close();

      client.awaitClose();
    }
  }

  @Test
  void a_connection_is_reset() throws IOException {
    next(Fault.RESET);
    try (RawClient client = lab.connect()) {
      assertThatThrownBy(() -> client.get(PATH, admin))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void a_status_of_the_proxy_comes_with_its_reason() throws IOException {
    next(Fault.status(595, "No route to host"));
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get(PATH, admin);

      assertThat(reply.status()).isEqualTo(595);
      assertThat(reply.reason()).isEqualTo("No route to host");
      assertThat(reply.body()).isEmpty();
      client.awaitClose();
    }
  }

  @Test
  void a_fault_strikes_as_often_as_planned_and_only_whom_it_is_meant_for() throws IOException {
    lab.cluster()
        .faults()
        .next(2, request -> request.method().equals("GET"), Fault.status(500, "broken"));

    assertThat(lab.post("/nodes/pve3/qemu/107/status/start", "").status()).isEqualTo(200);
    assertThat(lab.get("/version").reason()).isEqualTo("broken");
    assertThat(lab.get("/nodes").reason()).isEqualTo("broken");
    assertThat(lab.get("/version").status()).isEqualTo(200);
  }

  @Test
  void planned_faults_can_be_taken_back() throws IOException {
    next(Fault.RESET);
    lab.cluster().faults().clear();

    assertThat(lab.get("/cluster/resources").status()).isEqualTo(200);
  }

  @Test
  void an_assertion_that_fails_in_a_predicate_is_no_silence_either() throws IOException {
    lab.cluster()
        .faults()
        .next(
            _ -> {
              throw new AssertionError("the test's own expectation");
            },
            Fault.RESET);

    assertThat(lab.get("/version").reason()).isEqualTo("internal error of the simulator");
  }

  @Test
  void a_predicate_that_fails_is_an_internal_error_and_not_a_silence() throws IOException {
    lab.cluster()
        .faults()
        .next(
            _ -> {
              throw new IllegalStateException("the test's own mistake");
            },
            Fault.RESET);

    assertThat(lab.get("/version").reason()).isEqualTo("internal error of the simulator");
  }

  @Test
  void faults_without_sense_are_refused() {
    assertThatThrownBy(() -> Fault.status(200, "OK")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> lab.cluster().faults().next(0, _ -> true, Fault.RESET))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_lost_answer_belongs_to_a_request_that_was_carried_out() throws IOException {
    lab.cluster().faults().next(new RequestFilter("POST", "/nodes/pve3"), Fault.LOST_ANSWER);

    assertThatThrownBy(() -> lab.post("/nodes/pve3/qemu/107/status/start", ""))
        .isInstanceOf(IOException.class);
    assertThat(lab.get("/nodes/pve3/tasks?vmid=107&source=all").column("type")).contains("qmstart");
  }

  @Test
  void an_answer_drips_and_does_not_end() throws IOException {
    next(Fault.drip(Duration.ofMillis(1)));
    try (RawClient client = lab.connect()) {
      client.socket().setSoTimeout(400);

      assertThatThrownBy(() -> client.get(PATH, admin)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_short_answer_that_drips_arrives_whole() throws IOException {
    lab.cluster().faults().nextAt("/version", Fault.drip(Duration.ofNanos(1)));
    try (RawClient client = lab.connect()) {
      assertThat(client.get("/api2/json/version", admin).body()).endsWith("}");
      client.awaitClose();
    }
  }

  @Test
  void a_late_answer_is_the_usual_one() throws IOException {
    lab.cluster().faults().nextAt("/version", Fault.late(Duration.ofMillis(1)));

    assertThat(lab.get("/version").status()).isEqualTo(200);
  }

  @Test
  void a_fault_lasts_until_it_is_lifted() throws IOException {
    Faults faults = lab.cluster().faults();
    int id = faults.all(new RequestFilter("GET", "/version"), Fault.status(596, "Broken pipe"));

    for (int time = 0; time < 3; time++) {
      assertThat(lab.get("/version").status()).isEqualTo(596);
    }
    assertThat(lab.get("/nodes").status()).isEqualTo(200);
    assertThat(faults.list())
        .containsExactly(
            new PlannedFault(
                id,
                "GET /version…",
                Fault.status(596, "Broken pipe"),
                PlannedFault.UNTIL_LIFTED,
                1,
                3));

    assertThat(faults.lift(id)).isTrue();
    assertThat(faults.lift(id)).isFalse();
    assertThat(lab.get("/version").status()).isEqualTo(200);
  }

  @Test
  void a_fault_strikes_with_its_probability_by_the_seed() throws IOException {
    assertThat(strikes(lab)).isBetween(5, 35).isEqualTo(strikesOfATwin());
  }

  private static int strikesOfATwin() throws IOException {
    try (Lab twin = Lab.start()) {
      return strikes(twin);
    }
  }

  private static int strikes(Lab of) throws IOException {
    of.cluster().faults().sometimes(0.4, RequestFilter.ALL, Fault.status(500, "unlucky"));
    int struck = 0;
    for (int time = 0; time < 50; time++) {
      struck += of.get("/version").status() == 500 ? 1 : 0;
    }
    of.cluster().faults().clear();
    return struck;
  }

  @Test
  void a_probability_is_above_nothing_and_at_most_one() {
    for (double probability : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThatThrownBy(
              () -> lab.cluster().faults().sometimes(probability, _ -> true, Fault.RESET))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Fault.late(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
