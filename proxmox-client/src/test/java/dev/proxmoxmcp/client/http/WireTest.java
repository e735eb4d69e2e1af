package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.command.FileRange;
import dev.proxmoxmcp.client.command.GuestFiles;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.client.task.Upid;
import java.io.IOException;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on the wire, told by hosts that say exactly what the test wants. */
class WireTest {
  private static final String TASK =
      "{\"data\":\"UPID:pve1:00003209:00071102:6B032791:qmstart:900:ops@pve!mcp:\"}";

  private static BoundCluster all(Cluster cluster) {
    return cluster.through(Gate.open());
  }

  private static void start(BoundCluster cluster) {
    cluster.guests().power(Lab.vm("pve1", 900), PowerAction.START, PowerOptions.standard());
  }

  private static ProxmoxException error(ThrowingCallable call) {
    return catchThrowableOfType(ProxmoxException.class, call);
  }

  /** Answers every request well, and keeps the connection. */
  private static void talk(ScriptedHost.Line line) throws IOException {
    while (line.request().isPresent()) {
      line.answer(ScriptedHost.VERSION);
    }
  }

  private static long count(ScriptedHost host, Predicate<String> which) {
    return host.requests().stream().filter(which).count();
  }

  @Test
  void a_request_is_plain_http_1_1_with_the_token_and_nothing_superfluous() throws IOException {
    try (ScriptedHost host = ScriptedHost.tls(WireTest::talk);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      all(cluster).cluster().version();

      String request = host.requests().getFirst();
      assertThat(request)
          .startsWith("GET /api2/json/version HTTP/1.1\r\n")
          .contains("Authorization: PVEAPIToken=ops@pve!mcp=" + ScriptedHost.SECRET + "\r\n")
          .contains("Host: " + host.address() + "\r\n")
          .contains("Accept: application/json\r\n")
          .doesNotContainIgnoringCase("Cookie", "Content-Length", "Upgrade", "CSRF");
    }
  }

  @Test
  void a_write_is_a_form_with_its_length() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.answer(TASK);
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      start(all(cluster));

      assertThat(host.requests())
          .singleElement()
          .asString()
          .startsWith("POST /api2/json/nodes/pve1/qemu/900/status/start HTTP/1.1\r\n")
          .contains("Content-Type: application/x-www-form-urlencoded")
          .contains("Content-Length: 0\r\n");
    }
  }

  @Test
  void requests_one_after_the_other_share_a_connection() throws IOException {
    try (ScriptedHost host = ScriptedHost.tls(WireTest::talk);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      for (int i = 0; i < 20; i++) {
        all(cluster).cluster().version();
      }

      assertThat(host.connections()).isEqualTo(1);
      assertThat(host.requests()).hasSize(20);
    }
  }

  @Test
  void a_host_that_closes_after_each_answer_without_saying_so_makes_no_error() throws IOException {
    int reads = 60;
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              if (line.request().isPresent()) {
                line.answer(ScriptedHost.VERSION);
              }
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      for (int i = 0; i < reads; i++) {
        assertThat(all(cluster).cluster().version().release()).isEqualTo("9.2");
      }

      assertThat(host.requests()).hasSize(reads);
    }
  }

  @Test
  void a_read_that_meets_a_connection_just_being_closed_goes_again() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.answer(ScriptedHost.VERSION);
              // the second request of each connection is taken and not answered
              line.request();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      all(cluster).cluster().version();
      all(cluster).cluster().version();

      assertThat(host.connections()).isEqualTo(2);
      assertThat(host.requests()).hasSize(3);
    }
  }

  @Test
  void a_write_that_meets_a_connection_just_being_closed_is_not_repeated() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.answer(ScriptedHost.VERSION);
              line.request();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      all(cluster).cluster().version();

      ProxmoxException error = error(() -> start(all(cluster)));

      assertThat(error)
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("Could not start VM 900 on node pve1 (cluster lab)")
          .hasMessageContaining("closed the connection without an answer")
          .hasMessageContaining("Whether the request was carried out is not known");
      assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(count(host, request -> request.startsWith("POST"))).isEqualTo(1);
    }
  }

  @Test
  void a_get_that_is_no_read_is_not_repeated_either() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.answer(ScriptedHost.VERSION);
              line.request();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      all(cluster).cluster().version();

      ProxmoxException error =
          error(() ->
              all(cluster)
                  .files()
                  .read(
                      Lab.vm("pve1", 900),
                      new FileRange("/etc/hosts", 0, 10),
                      GuestFiles.Dialect.EXACT));

      assertThat(error).isInstanceOf(Unreachable.class);
      assertThat(count(host, request -> request.contains("/file-read"))).isEqualTo(1);
    }
  }

  @Test
  void a_read_whose_connections_break_is_an_error_after_three_tries() throws IOException {
    try (ScriptedHost host = ScriptedHost.tls(ScriptedHost.Line::request);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> all(cluster).cluster().version());

      assertThat(error)
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("(cluster lab; try 3)")
          .hasMessageNotContaining("carried out");
      assertThat(host.requests()).hasSize(3);
    }
  }

  @Test
  void a_redirect_is_not_followed() throws IOException {
    try (ScriptedHost elsewhere = ScriptedHost.tls(WireTest::talk);
        ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head(
                  "302 Found",
                  "Location: https://" + elsewhere.address() + "/api2/json/version",
                  "Content-Length: 0");
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("status 302")
          .hasMessageContaining("Is this a Proxmox VE API at " + host.address());
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void a_challenge_is_not_answered_and_a_cookie_not_kept() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head(
                  "403 Permission check failed (/, Sys.Audit)",
                  "WWW-Authenticate: Basic realm=\"x\"",
                  "Set-Cookie: PVEAuthCookie=stolen; path=/",
                  "Content-Length: 0");
              talk(line);
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> all(cluster).cluster().status())
          .isInstanceOf(PermissionDenied.class)
          .hasMessageContaining("lacks Sys.Audit on /");
      all(cluster).cluster().version();

      assertThat(host.requests()).hasSize(2);
      assertThat(host.requests().getLast()).doesNotContainIgnoringCase("Cookie");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "199 Odd"})
  void answers_that_announce_an_answer_are_passed_over(String interim) throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              while (line.request().isPresent()) {
                line.head(interim, "X-Soon: yes");
                line.head(interim, "X-Soon: very");
                line.answer(ScriptedHost.VERSION);
              }
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(all(cluster).cluster().version().release()).isEqualTo("9.2");
      assertThat(all(cluster).cluster().version().release()).isEqualTo("9.2");
      assertThat(host.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_change_of_protocol_that_nobody_asked_for_is_an_error() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head("101 Switching Protocols", "Upgrade: odd", "Connection: Upgrade");
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(error(() -> all(cluster).cluster().version()))
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("is not the JSON of the Proxmox API");
    }
  }

  @Test
  void the_reason_phrase_tells_when_the_body_does_not() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head(
                  "500 VM is locked (backup)",
                  "Content-Type: application/json;charset=UTF-8",
                  "Content-Length: 13",
                  "Connection: close");
              line.say("{\"data\":null}");
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> start(all(cluster)))
          .hasMessageContaining("Proxmox said: \"VM is locked (backup)\"");
    }
  }

  @Test
  void half_an_answer_is_told_as_such() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head("200 OK", "Content-Type: application/json", "Content-Length: 500");
              line.say("{\"data\":");
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> all(cluster).cluster().version());

      assertThat(error)
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("in the middle of its answer")
          .hasMessageNotContaining("carried out");
      assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
    }
  }

  @Test
  void a_log_whose_total_contradicts_its_lines_is_taken_as_it_came() throws IOException {
    Upid upid = Upid.parse("UPID:pve1:00003209:00071102:6B032791:qmstart:900:ops@pve!mcp:");
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              while (line.request().isPresent()) {
                line.answer("{\"data\":[{\"n\":1,\"t\":\"TASK OK\"}],\"total\":5}");
              }
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(all(cluster).tasks().logTail(upid, 10).texts()).containsExactly("TASK OK");
    }
  }

  @Test
  void no_message_of_any_failure_shows_the_secret() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              // a host that repeats what it was sent, even the header with the token
              String request = line.request().orElseThrow();
              String body = "<html>" + request + "</html>";
              line.head("200 OK", "Content-Type: text/html", "Content-Length: " + body.length());
              line.say(body);
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      Throwable error = error(() -> all(cluster).cluster().version());

      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain(ScriptedHost.SECRET);
      }
    }
  }
}
