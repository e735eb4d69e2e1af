package dev.proxmoxmcp.tools.api;

import static dev.proxmoxmcp.tools.api.Writes.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiWriteToolTest {
  private static final String CONFIG = "PUT /nodes/{node}/qemu/web1/config";

  private static ToolLab lab() {
    return ToolLab.homelab()
        .as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.DESTROY, Tier.ADMIN);
  }

  private static void assertNothingSent(ToolLab lab) {
    assertThat(lab.writes()).extracting(RecordedRequest::apiPath).isEmpty();
  }

  @Test
  void a_change_is_answered_with_what_is_different_and_what_waits_for_a_start()
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply = write(lab, CONFIG, "{\"cores\":4,\"description\":\"say \\\"hello\\\"\"}");

      assertThat(reply.text())
          .startsWith(
              """
              PUT /nodes/pve1/qemu/101/config: done.
              Changed in GET /nodes/pve1/qemu/101/config:
                cores: 2 → 4
                description: not set → "say 'hello'"
              Holds from the guest's next start on (a shutdown and a start, no reboot from within): cores.
              change_undo change=\
              """);
      assertThat(lab.writes()).hasSize(1);
      assertThat(lab.writes().getFirst().parameters())
          .containsEntry("cores", "4")
          .containsEntry("description", "say \"hello\"");
    }
  }

  @Test
  void what_a_field_is_without_being_set_is_shown() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(write(lab, "PUT /nodes/{node}/qemu/web1/config", "{\"delete\":\"onboot\"}").text())
          .contains("onboot: 1 → 0 (default)");
    }
  }

  @Test
  void a_task_is_awaited_and_told_with_the_new_state() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(
              write(
                      lab,
                      "PUT /nodes/{node}/qemu/web1/resize",
                      "{\"disk\":\"scsi0\",\"size\":\"+4G\"}")
                  .text())
          .containsPattern("PUT /nodes/pve1/qemu/101/resize: done in [0-9]+s\\.")
          .containsPattern("scsi0: .*size=32G → .*size=36G");
      assertThat(write(lab, "POST /nodes/{node}/qemu/web1/status/shutdown", "{}").text())
          .contains("status: running → stopped");
      assertThat(lab.progress()).anyMatch(told -> told.startsWith("POST /nodes/pve1/qemu/101/"));
    }
  }

  @Test
  void a_failed_task_is_an_error_with_its_log_and_the_state_as_it_is() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply =
          write(lab, "PUT /nodes/{node}/qemu/web1/resize", "{\"disk\":\"scsi9\",\"size\":\"+4G\"}");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains(
              "resize: failed: \"disk 'scsi9' does not exist\" (task UPID:pve1:",
              "Nothing is different in GET /nodes/pve1/qemu/101/config.")
          .doesNotContain("TASK ERROR"); // it says the same
    }
  }

  @Test
  void a_migration_that_fails_shows_the_guest_where_it_still_is() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply =
          write(lab, "POST /nodes/{node}/qemu/web2/migrate", "{\"target\":\"pve1\",\"online\":1}");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains("can't live migrate attached local disks")
          .contains("Nothing is different in GET /nodes/pve2/qemu/102/status/current.");
    }
  }

  @Test
  void a_task_that_takes_longer_goes_on_and_is_looked_at_again() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply =
          write(lab, "POST /nodes/{node}/qemu/web1/status/shutdown", "{}", "wait", "0");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("still runs after 0s and goes on by itself. Look again: api_read path=/nodes/");
    }
  }

  @Test
  void what_is_made_in_a_list_and_what_is_removed_is_told() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(
              write(
                      lab,
                      "PUT /access/acl",
                      "{\"path\":\"/vms/101\",\"roles\":\"PVEVMUser\",\"users\":\"guest@pve\"}")
                  .text())
          .endsWith(
              "  added: path=/vms/101, propagate=1, roleid=PVEVMUser, type=user, ugid=guest@pve");
      assertThat(write(lab, "POST /access/users", "{\"userid\":\"carol@pve\"}").text())
          .contains("added: ", "userid=carol@pve");
      assertThat(write(lab, "DELETE /access/users/carol@pve", "{}").text())
          .isEqualTo(
              "DELETE /access/users/carol@pve: done.\nGET /access/users/carol@pve: there is none"
                  + " now.");
    }
  }

  @Test
  void a_dry_run_shows_exactly_what_would_be_sent_and_sends_nothing() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply =
          write(
              lab,
              "POST /nodes/pve1/lxc",
              """
              {"vmid":500,"ostemplate":"local:vztmpl/x.tar.zst","unprivileged":true,
               "password":"hunter2hunter2","net0":{"name":"eth0","bridge":"vmbr0"}}\
              """,
              "dry_run",
              "true");

      assertThat(reply.text())
          .startsWith(
              """
              Dry run, nothing was sent. It would be:
              POST /nodes/pve1/lxc, on cluster lab, tier change
                1. POST /nodes/pve1/lxc net0=name=eth0,bridge=vmbr0 ostemplate=local:vztmpl/x.tar.zst password=(hidden) unprivileged=1 vmid=500
              Note: It is of tier change: a new guest; what else a parameter brings is seen there.
              Note: This token has that.
              Undo: none; only settings that can be read beforehand are put back, and this is something else
              Needs: VM.Allocate on /vms/500, or VM.Allocate on /pool/{pool} (if pool is given)
              """)
          .contains("\nThe rules allow it (--allow): plan_execute with plan=");
      assertNothingSent(lab);
    }
  }

  @Test
  void a_dry_run_of_what_is_not_allowed_tells_the_tier_and_the_grant_and_a_better_tool()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(write(lab, "DELETE /nodes/{node}/qemu/web1", "{}", "dry_run", "true").text())
          .contains(
              "It is of tier destroy: takes away, with VM.Allocate.",
              "It needs a person's yes (default).",
              "Token ops@pve!mcp lacks VM.Allocate on /vms/101. Grant: ");
      assertThat(
              write(lab, "POST /nodes/{node}/qemu/web1/status/start", "{}", "dry_run", "true")
                  .text())
          .contains("The tool guest_power does this better.");
    }
  }

  @Test
  void a_tier_that_is_not_allowed_is_refused_with_what_would_allow_it()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE)) {
      ToolReply reply = write(lab, "DELETE /nodes/{node}/qemu/web1", "{}");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains("lab, tier destroy", "with `--allow read,change,destroy`");
      assertNothingSent(lab);
    }
  }

  @Test
  void a_parameter_that_makes_it_graver_is_seen() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE)) {
      assertThat(write(lab, "POST /cluster/backup", "{\"vmid\":101,\"remove\":true}").text())
          .contains("lab, tier destroy");
      assertNothingSent(lab);
    }
  }

  @Test
  void a_privilege_that_lacks_is_refused_with_the_command_that_grants_it()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          write(lab, "PUT /nodes/{node}/qemu/web1/resize", "{\"disk\":\"scsi0\",\"size\":\"+1G\"}");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .startsWith(
              "PUT /nodes/pve1/qemu/101/resize: nothing was sent. Token ops@pve!mcp lacks"
                  + " VM.Config.Disk on /vms/101. Grant: pveum role add ")
          .contains("pveum acl modify /vms/101 --tokens 'ops@pve!mcp'", "--users ops@pve");
      assertNothingSent(lab);
    }
  }

  @Test
  void a_setting_that_takes_a_privilege_of_its_own_is_refused_with_that_one()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(write(lab, CONFIG, "{\"cores\":4,\"memory\":\"2048\"}").text())
          .contains("lacks VM.Config.CPU and VM.Config.Memory on /vms/101. Grant: ");
      assertNothingSent(lab);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /nodes/{node}/qemu/web1/config | {\"args\":\"-x\"} | takes args from root@pam alone",
        "PUT /nodes/{node}/qemu/web1/config |"
            + " {\"hookscript\":\"local:snippets/x\",\"usb0\":\"host=1234:abcd\"} | takes"
            + " hookscript, usb0 from root@pam alone",
        "POST /nodes/{node}/qemu/web1/status/start | {\"skiplock\":true} | takes skiplock from"
            + " root@pam alone",
        "PUT /nodes/{node}/lxc/dns/config | {\"mp0\":\"/srv,mp=/srv\"} | takes mp0 from root@pam"
            + " alone",
        "POST /nodes/pve1/vzdump | {\"vmid\":101,\"script\":\"/root/x\"} | takes script from"
            + " root@pam alone",
        "PUT /access/password | {\"userid\":\"a@pve\",\"password\":\"xxxxxxxx\"} | No API token may"
            + " do this: it takes a login with a password, and refuses every token."
      })
  void what_no_token_may_do_is_refused_before_it_is_sent(
      String endpoint, String parameters, String said) throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply = write(lab, endpoint, parameters);

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains(said);
      assertNothingSent(lab);
    }
  }

  @Test
  void a_token_that_is_made_is_shown_once_and_no_secret_is_logged() throws InterruptedException {
    try (CapturedLog log = CapturedLog.open();
        ToolLab lab = lab()) {
      write(
          lab, "POST /access/users", "{\"userid\":\"carol@pve\",\"password\":\"hunter2hunter2\"}");
      ToolReply reply = write(lab, "POST /access/users/carol@pve/token/bot", "{}");

      assertThat(reply.text())
          .contains("full-tokenid: carol@pve!bot")
          .containsPattern("value: [0-9a-f-]{36}  \\(a secret: shown this once,");
      String secret = reply.text().replaceFirst("(?s).*value: ([0-9a-f-]{36}).*", "$1");
      assertThat(log.text()).contains("/access/users").doesNotContain("hunter2hunter2", secret);
    }
  }

  @Test
  void a_secret_that_is_refused_is_not_repeated() throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply =
          write(lab, "POST /access/users", "{\"userid\":\"carol@pve\",\"password\":[\"pw-1\"]}");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("password").doesNotContain("pw-1");
    }
  }

  @Test
  void a_wrong_node_is_answered_with_the_right_one_and_nothing_is_sent()
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(write(lab, "PUT /nodes/pve3/qemu/web1/config", "{\"cores\":4}").text())
          .isEqualTo(
              "\"pve3\" is not its node: VM 101 \"web1\" on pve1. Its path is"
                  + " /nodes/pve1/qemu/101/config. Nothing was sent.");
      assertNothingSent(lab);
    }
  }

  @Test
  void all_faults_of_a_call_are_told_together_and_nothing_is_sent() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(
              write(lab, CONFIG, "{\"cores\":0,\"memry\":5,\"net0\":\"virtio,bridge=a b\"}").text())
          .isEqualTo(
              """
              Parameter cores takes a whole number from 1; got 0.
              PUT /nodes/{node}/qemu/{vmid}/config has no parameter memry; did you mean memory?
              Parameter net0, key bridge, takes the name of a bridge; got "a b".
              Nothing was sent. api_describe endpoint="PUT /nodes/{node}/qemu/{vmid}/config" says what it takes.\
              """);
      assertNothingSent(lab);
    }
  }

  @Test
  void a_parameter_that_this_version_lacks_is_told_with_the_version_that_has_it()
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      String script = lab.simulated().schema().text();
      lab.simulated().schema().says(script.replace("\"allow-ksm\"", "\"deny-ksm\""));

      assertThat(write(lab, CONFIG, "{\"allow-ksm\":true}").text())
          .startsWith(
              "PUT /nodes/{node}/qemu/{vmid}/config has no parameter allow-ksm on this host: it"
                  + " exists from 9.");
      assertNothingSent(lab);
    }
  }

  @Test
  void a_host_that_calls_its_own_endpoints_harmless_does_not_lower_their_tier()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE)) {
      String script = lab.simulated().schema().text();
      lab.simulated().schema().says(script.replace("/cluster/ha/rules", "/cluster/ha/laws"));

      assertThat(write(lab, "DELETE /cluster/ha/laws/x1", "{}").text()).contains("lab, tier admin");
      assertNothingSent(lab);
    }
  }

  @Test
  void what_only_looks_is_left_to_the_tool_for_that() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(write(lab, "GET /nodes/{node}/qemu/web1/config", "{}").text())
          .isEqualTo(
              "GET /nodes/pve1/qemu/101/config looks only: api_read sends it, with"
                  + " path=/nodes/pve1/qemu/101/config. Nothing was sent.");
      assertThat(write(lab, "/nodes/pve1/qemu", "{}").text()).startsWith("endpoint takes a method");
    }
  }

  @Test
  void an_answer_that_is_lost_is_no_success_and_the_state_is_read() throws InterruptedException {
    try (ToolLab lab = lab()) {
      lab.simulated()
          .faults()
          .next(1, request -> request.method().equals("PUT"), Fault.HALF_ANSWER);

      ToolReply reply = write(lab, CONFIG, "{\"cores\":4}");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text()).contains("GET /nodes/pve1/qemu/101/config");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void json_for_programs_has_the_same() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(write(lab, CONFIG, "{\"cores\":4}", "format", "json").text())
          .startsWith("{\"done\":true,\"text\":\"PUT /nodes/pve1/qemu/101/config: done.\"")
          .contains("\"cores: 2 → 4\"");
    }
  }
}
