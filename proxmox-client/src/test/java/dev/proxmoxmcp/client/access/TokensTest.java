package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokensTest {
  private static final TokenId OPERATOR = TokenId.parse("ops@pve!mcp");
  private static final TokenId SECOND = TokenId.parse("ops@pve!mcp-2");

  private final Lab lab = Lab.start();
  private final Access admin = lab.as(lab.simulated().adminToken()).access();
  private final Tokens tokens = admin.tokens();
  private final AclEntries entries = admin.entries();

  @AfterEach
  void close() {
    lab.close();
  }

  private List<AclEntry> roles(TokenId id) {
    return entries.list().stream().filter(one -> one.who().equals(id.toString())).toList();
  }

  private Instant inDays(int days) {
    return lab.clock().instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
  }

  private BoundCluster as(ApiToken token) {
    return lab.open(new ClusterSettings("lab", List.of(lab.host()), token, lab.pin(), Lab.TIMEOUTS))
        .through(Gate.open());
  }

  @Test
  void an_auditor_sees_when_a_token_ends_and_one_without_rights_is_refused() {
    Tokens byAuditor = lab.as(lab.simulated().auditorToken()).access().tokens();

    assertThat(byAuditor.find(OPERATOR)).hasValue(new TokenInfo(null, true, ""));
    assertThat(byAuditor.find(TokenId.parse("ops@pve!old")).orElseThrow().expires())
        .isBefore(lab.clock().instant());
    assertThat(byAuditor.find(TokenId.parse("ops@pve!none"))).isEmpty();
    assertThatThrownBy(() -> lab.as(lab.simulated().narrowToken()).access().tokens().find(OPERATOR))
        .isInstanceOf(PermissionDenied.class);
  }

  @Test
  void a_new_secret_takes_the_place_of_the_old_one_at_once() {
    BoundCluster before = lab.operator();

    ApiToken fresh = tokens.regenerate(OPERATOR, inDays(90));

    assertThat(fresh.id()).isEqualTo(OPERATOR);
    assertThat(tokens.find(OPERATOR)).hasValue(new TokenInfo(inDays(90), true, ""));
    assertThat(as(fresh).access().permissions().has("/vms/107", "VM.PowerMgmt")).isTrue();
    assertThatThrownBy(() -> before.cluster().version()).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void a_token_may_not_change_itself_unless_it_may_change_its_user() {
    assertThatThrownBy(() -> lab.operator().access().tokens().regenerate(OPERATOR, null))
        .isInstanceOf(PermissionDenied.class);
    assertThat(lab.operator().cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_host_before_9_2_does_not_know_the_parameter() {
    try (Lab old = Lab.startWith(builder -> builder.version("9.1"))) {
      assertThatThrownBy(() ->
              old.as(old.simulated().adminToken()).access().tokens().regenerate(OPERATOR, null))
          .isInstanceOf(InvalidParameter.class)
          .hasMessageContaining("regenerate");
      assertThat(old.operator().cluster().version().release()).isEqualTo("9.1");
    }
  }

  @Test
  void a_second_token_with_the_same_roles_may_do_the_same_and_the_first_can_be_deleted() {
    BoundCluster before = lab.operator();

    ApiToken second = tokens.create(SECOND, new TokenInfo(inDays(30), true, "by rotation"));
    roles(OPERATOR)
        .forEach(role -> entries.grant(role.path(), role.role(), SECOND, role.propagates()));

    assertThat(tokens.find(SECOND)).hasValue(new TokenInfo(inDays(30), true, "by rotation"));
    assertThat(roles(SECOND)).hasSameSizeAs(roles(OPERATOR)).isNotEmpty();
    assertThat(as(second).access().permissions().byPath())
        .isEqualTo(before.access().permissions().byPath());

    as(second).access().authId();
    tokens.delete(OPERATOR);

    assertThat(tokens.find(OPERATOR)).isEmpty();
    assertThatThrownBy(() -> before.cluster().version()).isInstanceOf(Unauthenticated.class);
    assertThat(as(second).cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_token_that_is_there_is_not_created_again() {
    assertThatThrownBy(() -> tokens.create(OPERATOR, new TokenInfo(null, true, "")))
        .isInstanceOf(ProxmoxException.class)
        .isNotInstanceOf(Conflict.class)
        .hasMessageContaining("Token already exists.");
  }

  @Test
  void each_change_passes_the_gate_as_one_of_tier_admin() {
    List<String> seen = new ArrayList<>();
    try (Cluster cluster = lab.open(lab.settings(lab.simulated().adminToken()))) {
      Tokens watched =
          cluster
              .through(outgoing -> {
                if (outgoing.tier() == Tier.ADMIN) {
                  seen.add(outgoing.toString());
                }
              })
              .access()
              .tokens();
      watched.create(SECOND, new TokenInfo(null, true, ""));
      watched.regenerate(SECOND, null);
      watched.delete(SECOND);
    }
    assertThat(seen).hasSize(3);
    assertThatThrownBy(() ->
            lab.open(lab.settings(lab.simulated().adminToken()))
                .through(Gate.readsOnly())
                .access()
                .tokens()
                .delete(OPERATOR))
        .hasMessageContaining("DELETE /access/users/ops@pve/token/mcp");
  }

  @Test
  void a_backup_server_takes_the_same() throws IOException {
    TokenId operator = TokenId.parse("ops@pbs!mcp");
    TokenId second = TokenId.parse("ops@pbs!mcp-2");
    try (SimulatedBackupServer server =
            SimulatedBackupServer.beside(lab.simulated()).refusalDelay(Duration.ZERO).start();
        Cluster admin = open(server, token(server.adminToken()));
        Cluster before = open(server, token(server.operatorToken()))) {
      Tokens ofPbs = admin.through(Gate.open()).access().tokens();

      ApiToken fresh = ofPbs.regenerate(operator, inDays(9));
      ApiToken made = ofPbs.create(second, new TokenInfo(null, true, "two"));

      assertThat(ofPbs.find(operator)).hasValue(new TokenInfo(inDays(9), true, ""));
      assertThat(ofPbs.find(second)).hasValue(new TokenInfo(null, true, "two"));
      assertThatThrownBy(() -> before.through(Gate.open()).cluster().version())
          .isInstanceOf(Unauthenticated.class);
      try (Cluster one = open(server, fresh);
          Cluster two = open(server, made)) {
        assertThat(one.through(Gate.open()).access().permissions().none()).isFalse();
        assertThat(two.through(Gate.open()).access().permissions().none()).isTrue();
      }
      ofPbs.delete(second);
    }
  }

  private static ApiToken token(SimulatedToken token) {
    return new ApiToken(TokenId.parse(token.id()), token.secret(), Product.PBS);
  }

  private Cluster open(SimulatedBackupServer server, ApiToken token) {
    return lab.open(
        new ClusterSettings(
            "vault",
            new HostAddress("127.0.0.1", server.address().getPort()),
            token,
            new Trust.Pins(List.of(Fingerprint.parse(server.fingerprint()))),
            Lab.TIMEOUTS));
  }
}
