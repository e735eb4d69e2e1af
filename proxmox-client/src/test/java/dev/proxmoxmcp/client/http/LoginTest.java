package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.SecondFactor;
import dev.proxmoxmcp.client.TotpSecret;
import dev.proxmoxmcp.client.TypedCode;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class LoginTest {
  private static final UserId ROOT = UserId.parse("root@pam");
  private static final String PASSWORD = "root-password-1";
  private static final String APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  private final Lab lab = Lab.withPasswords();
  private final ManualClock ours = lab.clock();

  @AfterEach
  void close() {
    lab.close();
  }

  private ClusterSettings settings(String password, @Nullable SecondFactor totp) {
    return new ClusterSettings(
        "lab",
        List.of(lab.host()),
        new PasswordLogin(ROOT, Secret.of(password), totp),
        lab.pin(),
        Lab.TIMEOUTS);
  }

  private BoundCluster root() {
    return as(PASSWORD, null);
  }

  private BoundCluster as(String password, @Nullable SecondFactor totp) {
    return lab.open(settings(password, totp)).through(Gate.open());
  }

  private long logins() {
    return lab.simulated().requests().list().stream()
        .filter(request -> request.path().equals("/api2/json/access/ticket"))
        .count();
  }

  @Test
  void one_login_serves_many_calls() {
    BoundCluster cluster = root();
    cluster.cluster().version();
    cluster.guests().list();
    cluster.cluster().resources();

    assertThat(logins()).isEqualTo(1);
    assertThat(cluster.access().authId()).isEqualTo(ROOT);
  }

  @Test
  void many_calls_at_once_wait_for_one_login() throws Exception {
    BoundCluster cluster = root();
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(() -> cluster.cluster().version().release());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo("9.2");
      }
    }

    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void a_change_carries_what_proxmox_wants_against_forged_requests() {
    BoundCluster cluster = root();

    var upid =
        cluster.guests().power(Lab.vm("pve1", 101), PowerAction.START, PowerOptions.standard());

    assertThat(upid.user()).isEqualTo("root@pam");
  }

  @Test
  void at_half_its_life_the_ticket_is_renewed_by_itself() {
    addApp();
    BoundCluster cluster = as(PASSWORD, TotpSecret.of(Secret.of(APP)));
    cluster.cluster().version();
    assertThat(logins()).as("password and code").isEqualTo(2);

    for (int hour = 0; hour < 5; hour++) {
      ours.advance(Duration.ofMinutes(61));
      cluster.cluster().version();
      cluster.cluster().version();
    }

    assertThat(logins()).as("one renewal an hour, without a code").isEqualTo(7);
  }

  @Test
  void after_a_night_without_a_call_there_is_a_new_login() {
    BoundCluster cluster = root();
    cluster.cluster().version();
    ours.advance(Duration.ofHours(9));

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void a_second_factor_is_answered_with_a_code_that_was_not_used_before() {
    addApp();
    TotpSecret totp = TotpSecret.of(Secret.of(APP));
    BoundCluster cluster = as(PASSWORD, totp);
    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    ours.advance(Duration.ofHours(3));

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_person_is_asked_for_a_code_once_and_only_where_it_is_wanted() {
    AtomicInteger asked = new AtomicInteger();
    TypedCode typed =
        new TypedCode(() -> {
          asked.incrementAndGet();
          long step = TotpSecret.step(ours.instant());
          return Secret.of(TotpSecret.of(Secret.of(APP)).code(step));
        });
    as(PASSWORD, typed).cluster().version();
    assertThat(asked).hasValue(0);

    addApp();
    BoundCluster cluster = as(PASSWORD, typed);
    cluster.cluster().version();
    cluster.guests().list();

    assertThat(asked).hasValue(1);
  }

  @Test
  void a_second_factor_that_cannot_be_given_is_told() {
    addApp();

    Unauthenticated refused = refusal(root());

    assertThat(refused)
        .hasMessageContaining("Could not log in as user root@pam to read the version (cluster lab)")
        .hasMessageContaining("wants a second factor of user root@pam")
        .hasMessageContaining("use an API token");
  }

  @Test
  void a_wrong_password_is_told_and_not_tried_again_so_soon() {
    BoundCluster cluster = as("not-the-password", null);

    assertThat(refusal(cluster))
        .hasMessageContaining("It does not accept user root@pam: its password")
        .hasMessageNotContaining("not-the-password");
    assertThat(refusal(cluster)).hasMessageContaining("not tried, because a moment ago: ");
    assertThat(logins()).isEqualTo(1);

    ours.advance(Duration.ofSeconds(31));
    assertThat(refusal(cluster)).hasMessageNotContaining("not tried");
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void a_look_that_meets_a_ticket_gone_bad_logs_in_once_and_goes_on() {
    ManualClock behind = new ManualClock();
    try (Cluster cluster = Cluster.open(settings(PASSWORD, null), behind, behind)) {
      BoundCluster bound = cluster.through(Gate.open());
      bound.cluster().version();
      ours.advance(Duration.ofHours(3)); // for the host alone

      assertThat(bound.cluster().version().release()).isEqualTo("9.2");
      assertThat(logins()).isEqualTo(2);
    }
  }

  @Test
  void a_change_that_meets_a_ticket_gone_bad_is_refused_and_the_next_one_is_not() {
    ManualClock behind = new ManualClock();
    try (Cluster cluster = Cluster.open(settings(PASSWORD, null), behind, behind)) {
      BoundCluster bound = cluster.through(Gate.open());
      bound.cluster().version();
      ours.advance(Duration.ofHours(3));

      Unauthenticated refused = catchThrowableOfType(Unauthenticated.class, () -> start(bound));

      assertThat(refused.delivery()).isEqualTo(Delivery.ANSWERED);
      assertThat(start(bound)).isNotNull();
    }
  }

  private static Object start(BoundCluster cluster) {
    return cluster.guests().power(Lab.vm("pve1", 101), PowerAction.START, PowerOptions.standard());
  }

  @Test
  void the_password_is_nowhere_to_be_seen() {
    ClusterSettings settings = settings(PASSWORD, TotpSecret.of(Secret.of(APP)));

    assertThat(settings.toString()).doesNotContain(PASSWORD).doesNotContain(APP);
  }

  private static Unauthenticated refusal(BoundCluster cluster) {
    return catchThrowableOfType(Unauthenticated.class, () -> cluster.cluster().version());
  }

  /** Gives root a second factor, as a person would in the browser. */
  private void addApp() {
    SimulatedReply login =
        ask("/api2/json/access/ticket", Map.of(), "username=root@pam&password=" + PASSWORD);
    JsonNode data = new JsonMapper().readTree(login.body()).path("data");
    String ticket = URLEncoder.encode(data.path("ticket").asString(), StandardCharsets.UTF_8);
    SimulatedReply added =
        ask(
            "/api2/json/access/tfa/root@pam",
            Map.of(
                "Cookie",
                "PVEAuthCookie=" + ticket,
                "CSRFPreventionToken",
                data.path("CSRFPreventionToken").asString()),
            "type=totp&description=phone&value=123456&password="
                + PASSWORD
                + "&totp="
                + URLEncoder.encode(
                    "otpauth://totp/PVE:root@pam?secret=" + APP + "&issuer=PVE",
                    StandardCharsets.UTF_8));
    assertThat(added.status()).as(added.body()).isEqualTo(200);
    lab.simulated().requests().clear();
  }

  private SimulatedReply ask(String path, Map<String, String> headers, String form) {
    return lab.simulated().ask("POST", path, headers, form);
  }
}
