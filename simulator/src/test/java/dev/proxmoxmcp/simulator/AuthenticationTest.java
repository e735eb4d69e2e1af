package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  private static String secret() {
    return lab.cluster().adminToken().secret().reveal();
  }

  private static RawClient.Reply version(String authorization) throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get("/api2/json/version", authorization);
      if (reply.saysClose()) {
        client.awaitClose();
      }
      return reply;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PVEAPIToken=", "PVEAPIToken "})
  void a_token_is_accepted_after_an_equals_sign_and_after_a_blank(String scheme)
      throws IOException {
    assertThat(version("Authorization: " + scheme + "root@pam!demo=" + secret() + "\r\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization: Basic cm9vdDp4\r\n", "Authorization: Bearer x\r\n"})
  void without_a_token_there_is_no_ticket(String authorization) throws IOException {
    assertRefused(version(authorization), "No ticket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PVEAPIToken=root@pam!demo=00000000-0000-0000-0000-000000000000",
        "PVEAPIToken=root@pam!other=SECRET",
        "PVEAPIToken=root@pam!demo:SECRET",
        "PVEAPIToken=root@pam!demo",
        "PVEAPIToken=root!demo=SECRET",
        "PVEAPIToken= "
      })
  void a_wrong_unknown_or_malformed_token_fails(String value) throws IOException {
    String header = "Authorization: " + value.replace("SECRET", secret()) + "\r\n";

    assertRefused(version(header), "Authentication failed!");
  }

  @Test
  void an_expired_token_fails() throws IOException {
    assertRefused(
        version(Lab.authorization(lab.cluster().expiredToken())), "Authentication failed!");
  }

  private static void assertRefused(RawClient.Reply reply, String reason) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.reason()).isEqualTo(reason);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.saysClose()).isTrue();
  }

  @Test
  void the_realms_are_shown_without_a_token() throws IOException {
    try (RawClient client = lab.connect()) {
      assertThat(client.get("/api2/json/access/domains", "").body()).contains("\"realm\":\"pam\"");
    }
  }

  @Test
  void an_unknown_path_asks_for_a_token_first() throws IOException {
    try (RawClient client = lab.connect()) {
      assertThat(client.get("/api2/json/nosuch", "").reason()).isEqualTo("No ticket");
    }
  }

  @Test
  void a_refusal_waits_while_others_are_answered() throws IOException {
    try (Lab slow = Lab.start(settings -> settings.refusalDelay(Duration.ofMinutes(5)));
        RawClient refused = slow.connect();
        RawClient served = slow.connect()) {
      refused.send("GET /api2/json/version HTTP/1.1\r\nHost: x\r\n\r\n");
      String admin = Lab.authorization(slow.cluster().adminToken());

      for (int request = 0; request < 20; request++) {
        assertThat(served.get("/api2/json/version", admin).status()).isEqualTo(200);
      }
      refused.socket().setSoTimeout(50);
      assertThatThrownBy(refused::read).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_refusal_comes_when_its_time_has_come() throws IOException {
    try (Lab slow = Lab.start(settings -> settings.refusalDelay(Duration.ofMillis(200)));
        RawClient refused = slow.connect()) {
      refused.socket().setSoTimeout(50);
      refused.send("GET /api2/json/version HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThatThrownBy(refused::read).isInstanceOf(SocketTimeoutException.class);

      refused.socket().setSoTimeout(20_000);
      assertThat(refused.read().reason()).isEqualTo("No ticket");
    }
  }

  @Test
  void six_tokens_have_six_secrets() {
    SimulatedCluster cluster = lab.cluster();

    assertThat(
            Stream.of(
                    cluster.adminToken(),
                    cluster.operatorToken(),
                    cluster.auditorToken(),
                    cluster.narrowToken(),
                    cluster.blindToken(),
                    cluster.expiredToken())
                .map(token -> token.secret().reveal()))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }
}
