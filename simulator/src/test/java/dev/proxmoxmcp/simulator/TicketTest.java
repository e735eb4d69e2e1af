package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A login with a password, and what a ticket is good for. */
class TicketTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String PASSWORD = "root-password-1";

  private final ManualClock clock = new ManualClock();
  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster =
        SimulatedCluster.of(Scenario.TWO_NODES).clock(clock).refusalDelay(Duration.ZERO).start();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private RawClient.Reply send(String method, String path, String headers, String form)
      throws IOException {
    try (RawClient client =
        new RawClient(cluster.address().getPort(), cluster.caCertificatePem(), clock.instant())) {
      return form.isEmpty()
          ? client.get("/api2/json" + path, headers)
          : client.exchange(method, "/api2/json" + path, headers + FORM, form);
    }
  }

  private JsonNode login(String password) throws IOException {
    RawClient.Reply reply =
        send("POST", "/access/ticket", "", "username=root%40pam&password=" + password);
    assertThat(reply.status()).as(reply.reason()).isEqualTo(200);
    return new JsonMapper().readTree(reply.body()).path("data");
  }

  private static String cookie(JsonNode login) {
    return "Cookie: PVEAuthCookie=" + login.path("ticket").stringValue() + "\r\n";
  }

  private static String csrf(JsonNode login) {
    return "CSRFPreventionToken: " + login.path("CSRFPreventionToken").stringValue() + "\r\n";
  }

  @Test
  void the_right_password_gives_a_ticket_that_reads() throws IOException {
    JsonNode login = login(PASSWORD);

    assertThat(login.path("clustername").stringValue()).isEqualTo("lab");
    assertThat(send("GET", "/version", cookie(login), "").status()).isEqualTo(200);
  }

  @Test
  void a_wrong_password_is_refused_with_a_body() throws IOException {
    RawClient.Reply reply =
        send("POST", "/access/ticket", "", "username=root%40pam&password=wrong-password");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.reason()).isEqualTo("authentication failure");
    assertThat(reply.body()).contains("\"message\":\"authentication failure\\n\"");
  }

  @Test
  void a_ticket_is_good_for_two_hours() throws IOException {
    JsonNode login = login(PASSWORD);

    clock.advance(Duration.ofHours(2));

    assertThat(send("GET", "/version", cookie(login), "").reason())
        .isEqualTo("Authentication failed!");
  }

  @Test
  void an_old_ticket_in_place_of_the_password_renews_itself() throws IOException {
    JsonNode login = login(PASSWORD);
    clock.advance(Duration.ofMinutes(90));

    JsonNode renewed = login(login.path("ticket").stringValue().replace("+", "%2B"));
    clock.advance(Duration.ofMinutes(90));

    assertThat(send("GET", "/version", cookie(renewed), "").status()).isEqualTo(200);
  }

  @Test
  void a_write_needs_the_token_against_forgery_too() throws IOException {
    JsonNode login = login(PASSWORD);
    String form = "groupid=ops";

    assertThat(send("POST", "/access/groups", cookie(login), form).reason())
        .isEqualTo("Permission denied - invalid csrf token");
    assertThat(send("POST", "/access/groups", cookie(login) + csrf(login), form).status())
        .isEqualTo(200);
  }

  @Test
  void a_login_with_a_token_is_refused() throws IOException {
    RawClient.Reply reply =
        send(
            "POST",
            "/access/ticket",
            Lab.authorization(cluster.adminToken()),
            "username=root%40pam&password=" + PASSWORD);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.reason()).contains("need proper ticket");
  }

  @Test
  void a_disabled_user_neither_logs_in_nor_keeps_a_ticket() throws IOException {
    JsonNode root = login(PASSWORD);
    String asRoot = cookie(root) + csrf(root);
    send("POST", "/access/users", asRoot, "userid=ann%40pve&password=ann-password");
    String form = "username=ann%40pve&password=ann-password";
    JsonNode ann =
        new JsonMapper().readTree(send("POST", "/access/ticket", "", form).body()).path("data");

    send("PUT", "/access/users/ann@pve", asRoot, "enable=0");

    assertThat(send("GET", "/version", cookie(ann), "").reason())
        .isEqualTo("Authentication failed!");
    assertThat(send("POST", "/access/ticket", "", form).reason())
        .isEqualTo("authentication failure");
  }

  @Test
  void a_role_granted_to_a_group_reaches_its_members() throws IOException {
    JsonNode root = login(PASSWORD);
    String asRoot = cookie(root) + csrf(root);
    send("POST", "/access/groups", asRoot, "groupid=ops");
    send("POST", "/access/users", asRoot, "userid=ann%40pve&password=ann-password&groups=ops");
    send("PUT", "/access/acl", asRoot, "path=/vms&roles=PVEAuditor&groups=ops");

    JsonNode ann =
        new JsonMapper()
            .readTree(
                send("POST", "/access/ticket", "", "username=ann%40pve&password=ann-password")
                    .body())
            .path("data");
    RawClient.Reply reply = send("GET", "/nodes/pve1/qemu/100/config", cookie(ann), "");

    assertThat(reply.status()).as(reply.reason()).isEqualTo(200);
  }

  @Test
  void a_new_token_works_until_it_is_deleted() throws IOException {
    JsonNode root = login(PASSWORD);
    String asRoot = cookie(root) + csrf(root);
    JsonNode token =
        new JsonMapper()
            .readTree(send("POST", "/access/users/root@pam/token/ci", asRoot, "privsep=0").body())
            .path("data");
    Map<String, String> parts =
        Map.of(
            "id", token.path("full-tokenid").stringValue(),
            "secret", token.path("value").stringValue());
    String header =
        "Authorization: PVEAPIToken=" + parts.get("id") + "=" + parts.get("secret") + "\r\n";

    assertThat(send("GET", "/version", header, "").status()).isEqualTo(200);
    try (RawClient client =
        new RawClient(cluster.address().getPort(), cluster.caCertificatePem(), clock.instant())) {
      client.exchange("DELETE", "/api2/json/access/users/root@pam/token/ci", asRoot, "");
    }
    assertThat(send("GET", "/version", header, "").reason()).isEqualTo("Authentication failed!");
  }
}
