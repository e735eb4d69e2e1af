package dev.proxmoxmcp.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manners of pveproxy, seen over a real socket. */
class WireTest {
  private static Lab lab;
  private static String admin;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
    admin = Lab.authorization(lab.cluster().adminToken());
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @Test
  void a_connection_serves_a_hundred_requests_and_no_more() throws IOException {
    try (RawClient client = lab.connect()) {
      for (int request = 1; request < 100; request++) {
        assertThat(client.get("/api2/json/version", admin).saysClose()).isFalse();
      }
      assertThat(client.get("/api2/json/version", admin).saysClose()).isTrue();
      client.awaitClose();
    }
  }

  @Test
  void a_connection_closes_after_an_error() throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get("/api2/json/nosuch", admin);

      assertThat(reply.status()).isEqualTo(501);
      assertThat(reply.saysClose()).isTrue();
      client.awaitClose();
    }
  }

  @Test
  void a_connection_closes_when_the_client_wishes() throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get("/api2/json/version", admin + "Connection: close\r\n");

      assertThat(reply.status()).isEqualTo(200);
      client.awaitClose();
    }
  }

  @Test
  void a_long_answer_is_packed_for_a_client_that_takes_it() throws IOException {
    String takesGzip = admin + "Accept-Encoding: gzip, deflate\r\n";
    try (RawClient client = lab.connect()) {
      RawClient.Reply plain = client.get("/api2/json/cluster/resources", admin);
      RawClient.Reply packed = client.get("/api2/json/cluster/resources", takesGzip);
      RawClient.Reply brief = client.get("/api2/json/version", takesGzip);

      assertThat(plain.headers()).doesNotContainKey("content-encoding");
      assertThat(packed.headers()).containsEntry("content-encoding", "gzip");
      assertThat(lengthOf(packed)).isLessThan(lengthOf(plain) / 2);
      assertThat(brief.headers()).doesNotContainKey("content-encoding");
    }
  }

  private static int lengthOf(RawClient.Reply reply) {
    return Integer.parseInt(reply.headers().getOrDefault("content-length", "0"));
  }

  @Test
  void an_idle_connection_is_closed() throws IOException {
    try (Lab impatient = Lab.start(settings -> settings.idleLimit(Duration.ofMillis(700)))) {
      try (RawClient used = impatient.connect()) {
        used.get("/api2/json/version", Lab.authorization(impatient.cluster().adminToken()));
        used.awaitClose();
      }
      try (RawClient silent = impatient.connect()) {
        silent.awaitClose();
      }
    }
  }

  @Test
  void requests_sent_at_once_are_answered_in_order() throws IOException {
    try (RawClient client = lab.connect()) {
      String version = "GET /api2/json/version HTTP/1.1\r\nHost: x\r\n" + admin + "\r\n";
      String nodes = "GET /api2/json/nodes HTTP/1.1\r\nHost: x\r\n" + admin + "\r\n";
      client.send(version + nodes + version);

      assertThat(client.read().body()).contains("\"release\"");
      assertThat(client.read().body()).contains("ssl_fingerprint");
      assertThat(client.read().body()).contains("\"release\"");
    }
  }

  @Test
  void headers_are_those_of_pveproxy() throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get("/api2/json/version", admin);

      assertThat(reply.reason()).isEqualTo("OK");
      assertThat(reply.headers())
          .containsEntry("content-type", "application/json;charset=UTF-8")
          .containsEntry("server", "pve-api-daemon/3.0")
          .containsEntry("connection", "Keep-Alive");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api2/json/version/",
        "/api2/json//version",
        "/api2/json/nodes%2Fpve1%2Fversion",
        "/api2/json/nodes/localhost/version",
        "/api2/json/nodes/pve2/version?node=pve2"
      })
  void these_paths_all_lead_to_the_version(String path) throws IOException {
    try (RawClient client = lab.connect()) {
      assertThat(client.get(path, admin).body()).contains("\"version\":\"9.2.4\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PATCH", "OPTIONS"})
  void other_methods_are_not_available(String method) throws IOException {
    try (RawClient client = lab.connect()) {
      client.send(method + " /api2/json/version HTTP/1.1\r\nHost: x\r\n" + admin + "\r\n");
      String status = client.statusLine();

      assertThat(status).isEqualTo("HTTP/1.1 501 method '" + method + "' not available");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void a_body_is_refused_where_none_belongs(String method) throws IOException {
    assertRefused(
        method, "/api2/json/version", "", "a=b", "Unexpected content for method '" + method + "'");
  }

  @Test
  void a_body_over_half_a_mebibyte_is_refused() throws IOException {
    String large = "a=" + "x".repeat(512 * 1024);
    assertRefused("POST", "/api2/json/pools", "", large, "for data too large");
  }

  @Test
  void a_body_of_half_a_mebibyte_is_read() throws IOException {
    String form = "a=" + "x".repeat(512 * 1024 - 2);

    Lab.Answer answer = lab.post("/nodes/pve1/qemu/107/status/start", form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors().keySet()).hasToString("[a]");
  }

  private static void assertRefused(
      String method, String path, String headers, String body, String reason) throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.exchange(method, path, admin + headers, body);

      assertThat(reply.status()).isEqualTo(501);
      assertThat(reply.reason()).isEqualTo(reason);
      assertThat(reply.body()).isEqualTo(reason);
      client.awaitClose();
    }
  }

  @Test
  void a_chunked_body_is_refused() throws IOException {
    try (RawClient client = lab.connect()) {
      String chunks = "3\r\na=b\r\n0\r\n\r\n";
      client.send("POST /api2/json/pools HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
      RawClient.Reply reply = client.read();

      assertThat(reply.status()).isEqualTo(501);
      assertThat(reply.reason()).isEqualTo("chunked transfer encoding not supported");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"64 lines", "8 KiB"})
  void too_many_headers_end_the_connection_without_an_answer(String excess) throws IOException {
    String headers =
        excess.equals("8 KiB")
            ? "X-Long: " + "y".repeat(8192) + "\r\n"
            : "X-Many: 1\r\n".repeat(64);
    try (Lab impatient = Lab.start(settings -> settings.idleLimit(Duration.ofMillis(200)));
        RawClient client = impatient.connect()) {
      client.send("GET /api2/json/version HTTP/1.1\r\n" + headers + "\r\n");

      client.awaitClose();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        "POST /api2/json/pools HTTP/1.1\r\nContent-Length: minus one\r\n\r\n",
        "GET %%%%%zz%0d%0a HTTP/1.1\r\n\r\n"
      })
  void malformed_requests_end_their_connection_and_nothing_else(String text) throws IOException {
    try (RawClient client = lab.connect()) {
      client.send(text);
      assertThat(client.read().status()).isGreaterThanOrEqualTo(400);
      client.awaitClose();
    }
    assertThat(lab.get("/version").status()).isEqualTo(200);
  }

  @Test
  void plain_text_on_the_port_does_not_disturb_it() throws IOException {
    try (var plain =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), lab.cluster().address().getPort())) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      plain.getInputStream().readAllBytes();
    }
    assertThat(lab.get("/version").status()).isEqualTo(200);
  }

  @Test
  void a_line_break_in_a_reason_phrase_does_not_reach_the_wire() throws IOException {
    assertThat(lab.get("/a%0aSet-Cookie:%20x=1").reason()).isEqualTo("Method 'GET /a");
    assertThat(lab.get("/a%0d%0aSet-Cookie:%20x=1").status()).isEqualTo(400);
    assertThat(lab.get("/%E2%80%9Cquoted%E2%80%9D").reason()).isEqualTo("Broken pipe");
  }
}
