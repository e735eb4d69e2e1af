package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever shows no token that is known gets nowhere, and nobody finds what is another's. */
class HttpTokenTest {
  private static final String ANNA = "pmcp_anna-0123456789abcdefghijklmnopqrstu";
  private static final String BELA = "pmcp_bela-0123456789abcdefghijklmnopqrstu";

  private final AccessToken anna = AccessToken.of("anna", Secret.simulated(ANNA));
  private final AccessToken bela = AccessToken.of("bela", Secret.simulated(BELA));
  private final AccessTokens tokens = new AccessTokens(List.of(anna, bela));

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpFixture server;

  @BeforeEach
  void start() throws Exception {
    server = HttpFixture.guarded(tokens, Exposure.NONE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void without_a_token_the_answer_is_401_and_says_how_to_show_one() throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(initialize("2025-11-25"), Map.of());
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(answer.body()).isEqualTo("show a token: Authorization: Bearer TOKEN\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer pmcp_anna-0123456789abcdefghijklmnopqrst",
        "Bearer pmcp_anna-0123456789abcdefghijklmnopqrstuv",
        "Bearer PMCP_ANNA-0123456789ABCDEFGHIJKLMNOPQRSTU",
        "Bearer " + ANNA + " " + ANNA,
        "Bearer " + ANNA + ", Bearer " + ANNA,
        "Basic " + ANNA,
        ANNA,
        "Token " + ANNA
      })
  void whatever_is_no_token_that_is_known_is_401(String authorization) throws Exception {
    for (String message : List.of(initialize("2025-11-25"), "not even JSON")) {
      try (var client = server.client()) {
        Answer answer = client.post(message, Map.of("Authorization", authorization));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).isEqualTo("this token is not known here\n");
      }
    }
  }

  @Test
  void the_hash_of_a_token_is_no_token() throws Exception {
    try (var client = server.client()) {
      String hex = anna.hash().substring(AccessToken.SHA256.length());
      assertThat(client.post(initialize("2025-11-25"), bearer(hex)).status()).isEqualTo(401);
    }
  }

  @Test
  void two_authorizations_are_none() throws Exception {
    try (var client = server.client()) {
      client.head(
          "DELETE /mcp HTTP/1.1",
          "Host: localhost",
          "Authorization: Bearer " + ANNA,
          "Authorization: Bearer " + BELA);
      assertThat(client.read().status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS"})
  void the_token_is_asked_for_whatever_the_method(String method) throws Exception {
    try (var client = server.client()) {
      client.send(method, "", Map.of());
      assertThat(client.read().status()).isEqualTo(401);
    }
  }

  @Test
  void a_stranger_is_refused_before_the_body_is_read() throws Exception {
    try (var client = server.client()) {
      client.head(
          "POST /mcp HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/json",
          "Content-Length: 1000");
      assertThat(client.read().status()).isEqualTo(401);
    }
  }

  @Test
  void health_is_told_without_a_token() throws Exception {
    try (var client = server.client()) {
      client.head("GET /healthz HTTP/1.1", "Host: localhost");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void the_token_tells_who_calls() throws Exception {
    assertThat(whoami("Bearer " + ANNA)).startsWith("token:anna ");
    assertThat(whoami("bearer  " + BELA)).startsWith("token:bela ");
  }

  @Test
  void one_connection_may_carry_calls_of_several() throws Exception {
    try (var client = server.client()) {
      assertThat(whoami(client, "Bearer " + ANNA)).startsWith("token:anna ");
      assertThat(whoami(client, "Bearer " + BELA)).startsWith("token:bela ");
    }
  }

  @Test
  void another_ones_session_is_not_there() throws Exception {
    Map<String, String> session = session(ANNA);
    for (String method : List.of("POST", "DELETE")) {
      try (var client = server.client()) {
        client.send(method, legacy("1", "tools/list", "{}"), with(session, bearer(BELA)));
        assertThat(client.read().status()).isEqualTo(404);
      }
    }
    try (var client = server.client()) {
      assertThat(client.post(legacy("1", "tools/list", "{}"), with(session, bearer(ANNA))).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_session_is_no_token() throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(legacy("1", "tools/list", "{}"), session(ANNA)).status())
          .isEqualTo(401);
    }
  }

  @Test
  void a_token_that_was_taken_away_is_refused_from_then_on() throws Exception {
    Map<String, String> session = session(ANNA);

    tokens.keepOnly(List.of(bela));

    try (var client = server.client()) {
      assertThat(client.post(legacy("1", "tools/list", "{}"), with(session, bearer(ANNA))).status())
          .isEqualTo(401);
      assertThat(whoami(client, "Bearer " + BELA)).startsWith("token:bela ");
    }
  }

  @Test
  void a_stream_of_whose_token_was_taken_away_breaks_off_and_no_other() throws Exception {
    try (var server = beating();
        var first = server.client();
        var second = server.client()) {
      hold(first, ANNA);
      hold(second, BELA);
      assertThat(first.nextBlock()).startsWith(":");

      tokens.keepOnly(List.of(bela));

      int bytes = 0; // of heartbeats that were under way, not more
      while (bytes < 1000 && !first.isClosedWithin(Duration.ofSeconds(1))) {
        bytes++;
      }
      assertThat(bytes).isLessThan(1000);
      server.workbench.awaitInterrupt();
      for (int beat = 0; beat < 5; beat++) {
        assertThat(second.nextBlock()).startsWith(":");
      }
      server.workbench.release();
      assertThat(text(Objects.requireNonNull(second.nextEvent()))).isEqualTo("released");
    }
  }

  @Test
  void without_any_token_left_nobody_calls() throws Exception {
    tokens.keepOnly(List.of());

    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), bearer(ANNA)).status()).isEqualTo(401);
    }
  }

  @Test
  void tokens_become_fewer_and_never_more() {
    AccessTokens one = new AccessTokens(List.of(anna));

    one.keepOnly(List.of(anna, bela, AccessToken.of("anna", Secret.simulated("another token"))));

    assertThat(one.containsAll(List.of(anna))).isTrue();
    assertThat(one.containsAll(List.of(bela))).isFalse();
  }

  @Test
  void a_token_is_written_as_its_name_and_hash_and_never_shown() {
    assertThat(AccessToken.of("anna", anna.hash()))
        .isEqualTo(anna)
        .hasToString("AccessToken[anna]");
    assertThat(anna.hash())
        .isEqualTo("sha256:" + anna.hash().substring(7))
        .hasSize(71)
        .doesNotContain(ANNA);
    assertThat(AccessToken.of("anna", anna.hash().replace("sha256", "SHA256"))).isEqualTo(anna);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "md5:00", ANNA, "sha256:0g", "sha256:00 "})
  void what_is_no_hash_is_refused_without_showing_it(String hash) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessToken.of("anna", hash))
        .withMessage("the hash of a token is sha256: and 64 hexadecimal digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-a", "a-", "a b", "a\n", "a:b", "ä"})
  void what_is_no_name_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessToken.of(name, anna.hash()))
        .withMessageStartingWith("the name of a token has up to 64 letters");
  }

  @Test
  void names_are_needed_and_stand_for_one_token_each() {
    AccessToken other = AccessToken.of("anna", bela.hash());

    assertThatIllegalArgumentException().isThrownBy(() -> new AccessTokens(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new AccessTokens(List.of(anna, other)));
  }

  /** A server that makes a stream of every call, and beats often. */
  private HttpFixture beating() throws Exception {
    return new HttpFixture(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        new HttpSettings(
            "127.0.0.1",
            0,
            tokens,
            Exposure.NONE,
            HttpLimits.DEFAULT.withSilence(Duration.ofMillis(20))));
  }

  private static void hold(HttpClient client, String token) throws Exception {
    String message = modern("1", "tools/call", call("hold"));
    client.send("POST", message, with(HttpClient.modernHeaders(message), bearer(token)));
    assertThat(client.read().status()).isEqualTo(200);
  }

  private Map<String, String> session(String token) throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(initialize("2025-11-25"), bearer(token));
      return Map.of(HttpFixture.SESSION, answer.header(HttpFixture.SESSION));
    }
  }

  private String whoami(String authorization) throws Exception {
    try (var client = server.client()) {
      return whoami(client, authorization);
    }
  }

  private static String whoami(HttpClient client, String authorization) throws Exception {
    String message = modern("1", "tools/call", call("whoami"));
    Map<String, String> headers =
        with(HttpClient.modernHeaders(message), Map.of("Authorization", authorization));
    return text(client.post(message, headers).json());
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
