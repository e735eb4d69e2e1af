package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users, roles, tokens and entries are made and taken away again. */
@Timeout(60)
class AdministrationTest {
  private static final Instant NEXT_YEAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final RoleId ROLE = new RoleId("ProxmoxMcp");

  private final Lab lab = Lab.withPasswords();

  @AfterEach
  void close() {
    lab.close();
  }

  private static PasswordLogin root(Product product) {
    return new PasswordLogin(UserId.parse("root@pam"), Secret.of("root-password-1"), null, product);
  }

  private Access ofCluster(Gate gate) {
    return lab.open(
            new ClusterSettings("lab", lab.host(), root(Product.PVE), lab.pin(), Lab.TIMEOUTS))
        .through(gate)
        .access();
  }

  private Access ofServer(SimulatedBackupServer server) {
    return lab.open(
            new ClusterSettings(
                "vault",
                new HostAddress("127.0.0.1", server.address().getPort()),
                root(Product.PBS),
                new Trust.Pins(List.of(Fingerprint.parse(server.fingerprint()))),
                Lab.TIMEOUTS))
        .through(Gate.open())
        .access();
  }

  @Test
  void a_token_of_a_cluster_has_what_it_and_its_user_were_granted() {
    Access root = ofCluster(Gate.open());
    TokenId id = TokenId.parse("mcp@pve!assistant");
    root.users().create(id.user(), "made by a test");
    root.roles().create(ROLE, Set.of("VM.Audit", "Sys.Audit"));
    root.entries().grant("/vms", ROLE, id.user());
    ApiToken token = root.tokens().create(id, "made by a test", NEXT_YEAR);
    root.entries().grant("/", ROLE, id);

    assertThat(root.users().list()).contains(new UserInfo(id.user(), "made by a test", true));
    assertThat(root.roles().list().get(ROLE)).containsExactly("Sys.Audit", "VM.Audit");
    assertThat(root.tokens().of(id.user()))
        .containsOnlyKeys("assistant")
        .containsValue(new TokenInfo(NEXT_YEAR, true, "made by a test"));
    assertThat(root.entries().list())
        .contains(
            new AclEntry("/vms", ROLE, "mcp@pve", true),
            new AclEntry("/", ROLE, "mcp@pve!assistant", true));
    Permissions held =
        lab.open(new ClusterSettings("lab", lab.host(), token, lab.pin(), Lab.TIMEOUTS))
            .through(Gate.readsOnly())
            .access()
            .permissions();
    assertThat(held.on("/vms/100")).containsExactlyInAnyOrder("VM.Audit", "Sys.Audit");
    assertThat(held.on("/nodes/pve1")).isEmpty();
  }

  @Test
  void everything_goes_away_again() {
    Access root = ofCluster(Gate.open());
    List<AclEntry> before = root.entries().list();
    TokenId id = TokenId.parse("mcp@pve!assistant");
    root.users().create(id.user(), "");
    root.roles().create(ROLE, Set.of("VM.Audit"));
    root.roles().change(ROLE, Set.of("VM.Audit", "Pool.Audit"));
    root.entries().grant("/", ROLE, id.user());

    root.entries().revoke("/", ROLE, id.user());
    root.entries().revoke("/", ROLE, id.user());
    var _ = root.tokens().create(id, "", NEXT_YEAR);
    root.tokens().delete(id);
    assertThat(root.tokens().of(id.user())).isEmpty();
    root.roles().delete(ROLE);
    root.users().delete(id.user());

    assertThat(root.entries().list()).isEqualTo(before);
    assertThat(root.roles().list()).doesNotContainKey(ROLE);
    assertThat(root.users().list()).noneMatch(user -> user.id().equals(id.user()));
  }

  @Test
  void a_backup_server_takes_a_password_and_gives_a_token_its_own_roles() throws IOException {
    try (SimulatedBackupServer server = SimulatedBackupServer.beside(lab.simulated()).start()) {
      Access root = ofServer(server);
      TokenId id = TokenId.parse("mcp@pbs!assistant");
      root.users().create(id.user(), "made by a test");
      root.entries().grant("/", new RoleId("Audit"), id.user());
      ApiToken token = root.tokens().create(id, "made by a test", NEXT_YEAR);
      root.entries().grant("/", new RoleId("Audit"), id);

      assertThat(token.product()).isEqualTo(Product.PBS);
      assertThat(root.roles().list().get(new RoleId("Audit")))
          .isEqualTo(new TreeSet<>(Set.of("Datastore.Audit", "Sys.Audit")));
      assertThat(root.tokens().of(id.user()))
          .containsOnlyKeys("assistant")
          .containsValue(new TokenInfo(NEXT_YEAR, true, "made by a test"));
      assertThat(root.entries().list())
          .contains(new AclEntry("/", new RoleId("Audit"), "mcp@pbs!assistant", true));

      root.entries().revoke("/", new RoleId("Audit"), id);
      root.tokens().delete(id);
      root.users().delete(id.user());
      assertThat(root.entries().list()).noneMatch(entry -> entry.who().startsWith("mcp@pbs"));
    }
  }

  @Test
  void nothing_is_administered_through_a_gate_for_reads() {
    Access reader = ofCluster(Gate.readsOnly());

    assertThatThrownBy(() -> reader.roles().create(ROLE, Set.of("VM.Audit")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> reader.users().delete(UserId.parse("mcp@pve")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> reader.entries().grant("/", ROLE, UserId.parse("mcp@pve")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void an_older_cluster_has_the_privilege_for_agents_that_it_had() {
    try (Lab old = Lab.startWith(builder -> builder.version("8.4"))) {
      Access root = old.as(old.simulated().adminToken()).access();

      root.roles().create(ROLE, Set.of("VM.Monitor"));

      assertThat(root.roles().list().get(new RoleId("PVEVMAdmin")))
          .contains("VM.Monitor")
          .doesNotContain("VM.GuestAgent.Audit", "VM.Replicate");
      assertThatThrownBy(() -> root.roles().change(ROLE, Set.of("VM.GuestAgent.Audit")))
          .hasMessageContaining("VM.GuestAgent.Audit");
    }
  }

  @Test
  void a_name_that_is_none_is_no_role() {
    assertThat(new RoleId("pveMine").isReserved()).isTrue();
    assertThat(new RoleId("ProxmoxMcp").isReserved()).isFalse();
    assertThatThrownBy(() -> new RoleId("../acl")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RoleId("a b")).hasMessageContaining("no name of a role");
  }
}
