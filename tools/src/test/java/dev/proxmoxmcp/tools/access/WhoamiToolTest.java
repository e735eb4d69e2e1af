package dev.proxmoxmcp.tools.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.SeveralLab;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WhoamiToolTest {
  private static void expiresIn(ToolLab lab, Duration left) {
    SimulatedToken admin = lab.simulated().adminToken();
    int status =
        lab.simulated()
            .ask(
                "PUT",
                "/api2/json/access/users/ops@pve/token/mcp",
                Map.of(
                    "Authorization",
                    "PVEAPIToken=" + admin.id() + "=" + admin.secret().reveal(),
                    "Content-Type",
                    "application/x-www-form-urlencoded"),
                "expire=" + lab.clock().instant().plus(left).getEpochSecond())
            .status();
    assertThat(status).isEqualTo(200);
  }

  @Test
  void an_operator_is_told_what_works_and_which_grant_mends_the_rest() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("whoami.txt", lab.call("whoami").text());
      assertThat(lab.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20, It expires in 20 days",
    "13, SOON: It expires in 13 days",
    "2, URGENT: It expires in 2 days"
  })
  void that_a_token_ends_is_marked_14_and_3_days_before(int days, String said)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      expiresIn(lab, Duration.ofDays(days));

      String text = lab.call("whoami").text();

      assertThat(text).contains(said);
      assertThat(text.contains("mends it by: proxmox-mcp token rotate lab.")).isEqualTo(days < 14);
    }
  }

  @Test
  void what_is_not_visible_is_not_called_nothing() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      assertThat(lab.call("whoami").text())
          .contains("When it expires is not visible to it (needs Sys.Audit on /access/groups).")
          .contains("Would fail: look at guests, nodes, storages and networks: lacks");
    }
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::blindToken)) {
      assertThat(lab.call("whoami").text())
          .contains("It has no rights at all: lists are empty because nothing is visible to it")
          .contains("pveum acl modify / --tokens 'nobody@pve!blind'");
    }
  }

  @Test
  void tiers_that_take_a_persons_yes_are_told_apart_and_are_no_failures_of_the_token()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      assertThat(lab.call("whoami").text())
          .contains("This server allows: read.")
          .containsPattern(
              "\nWorks: [^\n]*[.]\nWorks after a person's yes to the plan: [^\n]*switch guests")
          .contains("\nNot granted, if it is wanted")
          .doesNotContain("Would fail");
      assertThat(lab.call("whoami", "format", "detailed").text())
          .contains("This server asks a person: change, destroy, exec, admin.")
          .contains("\n/vms: VM.Audit");
    }
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.CHANGE, Tier.EXEC)) {
      assertThat(lab.call("whoami").text()).contains("switch guests", "run commands in VMs");
    }
  }

  @Test
  void a_grant_goes_where_the_token_has_its_roles_so_that_it_hides_none_of_them()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::auditorToken)) {
      assertThat(lab.call("whoami").text())
          .contains("; pveum acl modify / --tokens 'viewer@pve!audit' --roles mcp-VM.")
          .doesNotContain("Roles on a path replace");
    }
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      assertThat(lab.call("whoami").text())
          .contains("pveum acl modify /vms --tokens 'guest@pve!narrow' --roles mcp-VM.")
          .contains("Roles on a path replace what is inherited from above it: name those too.");
    }
  }

  @Test
  void programs_get_the_same_as_json() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      expiresIn(lab, Duration.ofDays(2));

      JsonNode json = Objects.requireNonNull(lab.call("whoami", "format", "json").json());

      assertThat(json.at("/id").asString()).isEqualTo("ops@pve!mcp");
      assertThat(json.at("/expiry/state").asString()).isEqualTo("very soon");
      assertThat(json.at("/expiry/mend").asString()).isEqualTo("proxmox-mcp token rotate lab");
      assertThat(json.at("/works/0/toolset").asString()).isEqualTo("inventory");
      assertThat(json.at("/fails/0/mend").asString()).startsWith("Grant: pveum");
    }
  }

  @Test
  void a_cluster_that_is_silent_or_does_not_know_the_token_still_says_who_was_meant()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::expiredToken)) {
      ToolReply reply = lab.call("whoami");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text())
          .startsWith(
              "Token ops@pve!old at cluster lab. What it may do there is not known now. Could not");
    }
    try (SeveralLab lab = SeveralLab.of("north", "south")) {
      lab.simulated("south").close();

      ToolReply reply = lab.call("whoami");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .startsWith("Missing: cluster south. Token ops@pve!mcp at cluster south. What it may do")
          .contains("== cluster north ==\nToken ops@pve!mcp at Proxmox VE 9.2.4.");
    }
  }
}
