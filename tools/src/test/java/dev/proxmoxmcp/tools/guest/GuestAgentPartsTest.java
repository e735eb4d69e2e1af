package dev.proxmoxmcp.tools.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestAgentPartsTest {
  private ToolLab lab;

  @BeforeEach
  void start() {
    lab = ToolLab.homelab().allowing();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private String parts(String guest) throws InterruptedException {
    ToolReply reply = lab.call("guest_get", "guest", guest, "parts", "addresses,filesystems");
    assertThat(reply.isError()).isFalse();
    return reply.text();
  }

  @Test
  void a_vm_tells_its_addresses_and_file_systems_by_its_agent() throws InterruptedException {
    assertThat(parts("101"))
        .contains(
            """
            addresses, as the guest tells them:
              "eth0" "198.51.100.102/24 fe80::be24:11ff:fe00:65/64"
            """,
            "file systems, as the guest tells them:\n  \"/\" \"ext4\" ",
            "of 32 GiB (",
            "  \"/boot/efi\" \"vfat\" ")
        .doesNotContain("127.0.0.1");
    assertThat(lab.writes()).isEmpty();
  }

  @Test
  void a_container_tells_its_addresses_and_no_command_is_advised_that_would_be_refused()
      throws InterruptedException {
    lab.allowing(Tier.EXEC);

    assertThat(parts("200"))
        .contains("  \"eth0\" \"198.51.100.201/24 ", "file systems: not told of containers")
        .doesNotContain("guest_exec");
    assertThat(parts("203")).contains("addresses: none, because it does not run");
  }

  @ParameterizedTest
  @CsvSource({
    "114, No QEMU guest agent configured",
    "112, QEMU guest agent is not running",
    "106, because it does not run"
  })
  void why_an_agent_tells_nothing_is_told_apart(String guest, String why)
      throws InterruptedException {
    lab.simulated().guestFaults(112).silencesItsAgent();

    assertThat(parts(guest)).containsPattern("addresses.*" + why).contains("file systems");
  }

  @Test
  void a_token_that_may_not_ask_the_agent_is_told_the_privilege() throws InterruptedException {
    lab.as(SimulatedCluster::narrowToken);

    assertThat(parts("101"))
        .contains("addresses could not be read", "VM.GuestAgent.Audit", "/vms/101");
  }

  @Test
  void programs_get_the_same_as_json() throws InterruptedException {
    ToolReply reply =
        lab.call("guest_get", "guest", "101", "parts", "addresses,filesystems", "format", "json");

    assertThat(reply.text())
        .contains(
            "\"addresses\":[\"198.51.100.102/24\",\"fe80::be24:11ff:fe00:65/64\"]",
            "\"mountPoint\":\"/\"",
            "\"totalBytes\":34359738368");
  }
}
