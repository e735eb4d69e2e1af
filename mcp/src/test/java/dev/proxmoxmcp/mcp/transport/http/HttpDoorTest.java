package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that others reach asks for at its start, and whom it lets come near. */
class HttpDoorTest {
  private static final String TOKEN = "pmcp_anna-0123456789abcdefghijklmnopqrstu";
  private static final Limits LIMITS = new Limits(8, 64 * 1024, Duration.ofMillis(100));
  private static final Exposure BEHIND_THIS_MACHINE =
      new Exposure(List.of("mcp.example.org"), List.of(AddressRange.of("127.0.0.0/8")), null);

  private final Admission tokens =
      new AccessTokens(List.of(AccessToken.of("anna", Secret.simulated(TOKEN))));
  private final Admission anyone = new Admission.Anyone(new Caller("local"));

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void others_are_let_near_with_tokens_and_a_proxy_alone(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> started(host, anyone, BEHIND_THIS_MACHINE).close())
        .withMessageStartingWith(host + " is no loopback address")
        .withMessageContaining("token")
        .withMessageContaining("127.0.0.1, ::1 or localhost only");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> started(host, tokens, Exposure.NONE).close())
        .withMessageStartingWith(host + " is no loopback address")
        .withMessageContaining("certificate");
  }

  @Test
  void behind_a_proxy_or_with_another_name_tokens_are_needed_on_loopback_too() {
    for (Exposure exposure :
        List.of(BEHIND_THIS_MACHINE, new Exposure(List.of("mcp.example.org"), List.of(), null))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> started("127.0.0.1", anyone, exposure).close())
          .withMessageContaining("127.0.0.1 can be reached through others");
    }
  }

  @Test
  void a_name_that_nobody_knows_is_told() {
    assertThatIOException()
        .isThrownBy(() -> started("nobody.invalid", tokens, BEHIND_THIS_MACHINE).close())
        .withMessage("the address to listen on is unknown: nobody.invalid");
  }

  @Test
  void on_every_address_it_names_itself_by_its_first_name() throws Exception {
    try (var server = started("0.0.0.0", tokens, BEHIND_THIS_MACHINE)) {
      assertThat(server.transport.address().getHost()).isEqualTo("mcp.example.org");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mcp.example.org, 200",
    "MCP.Example.org:443, 200",
    "localhost:80, 200",
    "127.0.0.1, 200",
    "0.0.0.0, 403",
    "127.0.0.1.example.org, 403",
    "example.org, 403",
    "evil.mcp.example.org, 403",
    "mcp.example.org.evil.example, 403",
    "192.0.2.1, 403",
    "[::2], 403",
    "mcp.example.org@evil.example, 400"
  })
  void on_every_address_a_host_is_a_name_of_its_own_or_where_the_request_came_in(
      String host, int status) throws Exception {
    try (var server = onEveryAddress()) {
      assertThat(post(server, Map.of("Host", host)).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example.org, 200",
    "https://mcp.example.org:8443, 200",
    "http://localhost:6274, 200",
    "https://evil.example, 403",
    "https://mcp.example.org.evil.example, 403",
    "https://mcp.example.org/path, 403",
    "null, 403",
    "ftp://mcp.example.org, 403"
  })
  void an_origin_is_held_against_the_same_names(String origin, int status) throws Exception {
    try (var server = onEveryAddress()) {
      assertThat(post(server, Map.of("Origin", origin)).status()).isEqualTo(status);
    }
  }

  @Test
  void who_does_not_come_by_the_proxy_is_403_whatever_he_asks_for_and_says() throws Exception {
    Exposure elsewhere = new Exposure(List.of(), List.of(AddressRange.of("192.0.2.0/24")), null);
    try (var server = started("127.0.0.1", tokens, elsewhere)) {
      Answer answer =
          post(server, Map.of("X-Forwarded-For", "192.0.2.7", "Forwarded", "for=192.0.2.7"));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("requests are taken from the proxy alone\n");
      try (var client = server.client()) {
        client.head("GET /nowhere HTTP/1.1", "Host: localhost");
        assertThat(client.read().status()).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz, localhost, 200",
    "/readyz, localhost, 200",
    "/healthz, evil.example, 403",
    "/mcp, localhost, 403"
  })
  void its_own_machine_asks_how_it_is_past_the_proxy(String path, String host, int status)
      throws Exception {
    Exposure elsewhere = new Exposure(List.of(), List.of(AddressRange.of("192.0.2.0/24")), null);
    try (var server = started("127.0.0.1", tokens, elsewhere);
        var client = server.client()) {
      client.head("GET " + path + " HTTP/1.1", "Host: " + host);
      assertThat(client.read().status()).isEqualTo(status);
    }
  }

  @Test
  void what_a_proxy_says_about_its_client_is_not_looked_at() throws Exception {
    try (var server = started("127.0.0.1", tokens, BEHIND_THIS_MACHINE)) {
      Map<String, String> said =
          Map.of(
              "X-Forwarded-For",
              "203.0.113.9",
              "X-Forwarded-Host",
              "evil.example",
              "X-Forwarded-Proto",
              "gopher");
      assertThat(post(server, said).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.128/25, 10.1.2.127, false",
    "10.1.2.128/25, 10.1.2.200, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "::1, ::1, true",
    "::ffff:10.1.2.3, 10.1.2.3, true"
  })
  void a_range_is_the_addresses_that_begin_with_the_same_bits(
      String range, String address, boolean within) {
    assertThat(AddressRange.of(range).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example.org",
        "10.1.2.3/33",
        "10.1.2.3/",
        "10.1.2.3/-1",
        "::/129",
        "/8"
      })
  void what_is_no_range_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.of(text))
        .withMessageContaining("10.1.0.0/16");
  }

  private HttpFixture onEveryAddress() throws Exception {
    return started("0.0.0.0", tokens, BEHIND_THIS_MACHINE);
  }

  private static Answer post(HttpFixture server, Map<String, String> headers) throws Exception {
    try (var client = server.clientOnLoopback()) {
      var all = new java.util.HashMap<String, String>(Map.of("Authorization", "Bearer " + TOKEN));
      all.put("Host", "localhost");
      all.putAll(headers);
      return client.post(initialize("2025-11-25"), all);
    }
  }

  private static HttpFixture started(String host, Admission admission, Exposure exposure)
      throws Exception {
    return new HttpFixture(
        LIMITS, new HttpSettings(host, 0, admission, exposure, HttpLimits.DEFAULT));
  }
}
