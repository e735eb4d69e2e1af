package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a demo may do: what is allowed by name, the simulated cluster grants. */
class DemoTokenTest {
  private static final String ROLE = "endpoint=PUT /access/acl";
  private static final String PARAMETERS =
      "parameters={\"path\":\"/vms/101\",\"roles\":\"PVEVMUser\",\"users\":\"viewer@pve\"}";

  @Test
  void what_is_allowed_by_name_can_be_done() {
    CommandRun run =
        CommandRun.of("call", "api_write", "--demo", "--allow=admin", ROLE, PARAMETERS);

    assertThat(run.out()).contains("PUT /access/acl: done.", "ugid=viewer@pve");
  }

  @Test
  void otherwise_its_token_is_an_operators_who_lacks_some_rights() {
    CommandRun run =
        CommandRun.of(
            "call",
            "api_write",
            "--demo",
            "endpoint=PUT /nodes/{node}/qemu/101/config",
            "parameters={\"cores\":4}");

    assertThat(run.err()).contains("Token ops@pve!mcp lacks VM.Config.");
  }
}
