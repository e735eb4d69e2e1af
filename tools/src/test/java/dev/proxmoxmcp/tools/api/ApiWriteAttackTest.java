package dev.proxmoxmcp.tools.api;

import static dev.proxmoxmcp.tools.api.Writes.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not leave, and what must leave exactly as it was shown. */
class ApiWriteAttackTest {
  private static ToolLab lab() {
    return ToolLab.homelab()
        .as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.DESTROY, Tier.EXEC, Tier.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE /nodes/pve1/qemu/101/../100",
        "DELETE /nodes/pve1/qemu/./100",
        "DELETE /pools/%2e%2e%2fnodes%2fpve1%2fqemu%2f100",
        "DELETE /nodes/pve1/qemu/101%2f..%2f100",
        "DELETE /nodes/pve1/qemu/101\\u000aX",
        "DELETE /nodes/pve1/qemu/101?force=1",
        "DELETE /nodes/pve1/qemu/101#x",
        "DELETE /nodes/pve1/qemu//101",
        "DELETE https://other.example/nodes/pve1/qemu/101",
        "DELETE //other.example/nodes",
        "DELETE /nodes/pve1/qemu/１０１",
        "DELETE /no/such/path",
        "DELETE /nodes/{node}/qemu/{vmid}/{vmid}",
        "DELETE"
      })
  void a_path_that_is_no_template_is_refused_and_nothing_is_sent(String endpoint)
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      ToolReply reply = write(lab, endpoint.replace("\\u000a", "\n"), "{}");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("Nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE /pools/{poolid} | poolid | ../nodes/pve1/qemu/100",
        "DELETE /access/users/{userid} | userid | ../roles/Admin@pve",
        "DELETE /access/users/{userid} | userid | a@pve%2f..",
        "DELETE /storage/{storage} | storage | ..",
        "DELETE /storage/{storage} | storage | .",
        "DELETE /cluster/backup/{id} | id | x/../../ha",
        "DELETE /nodes/{node}/storage/local/content/{volume} | volume | local:iso/../../etc/passwd",
        "DELETE /nodes/{node}/storage/local/content/{volume} | volume | local:iso/a%2f..%2fb.iso",
        "DELETE /nodes/{node}/tasks/{upid} | upid | UPID:pve1:../../x",
        "DELETE /nodes/{node}/qemu/{vmid} | vmid | 101/../100",
        "PUT /nodes/{node}/dns | node | pve1/../pve2"
      })
  void an_id_that_would_reach_another_path_is_refused_and_nothing_is_sent(
      String endpoint, String name, String value) throws InterruptedException {
    try (ToolLab lab = lab()) {
      String node = name.equals("node") ? "" : "\"node\":\"pve1\",";
      ToolReply reply =
          write(
              lab,
              endpoint,
              "{"
                  + (endpoint.contains("{node}") ? node : "")
                  + "\""
                  + name
                  + "\":\""
                  + value
                  + "\"}");

      assertThat(reply.outcome()).as(reply.text()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("Nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /nodes/{node}/qemu/web1/config |"
            + " {'cores':4,'onboot':true,'description':'a=b&c d%41\\né','delete':'startup'}",
        "POST /cluster/backup |"
            + " {'vmid':[101,200],'storage':'local','schedule':'02:30','remove':false,"
            + "'prune-backups':{'keep-daily':7,'keep-last':2}}",
        "PUT /access/acl |"
            + " {'path':'/vms/101','roles':['PVEVMUser','PVEAuditor'],'users':'viewer@pve'}",
        "POST /nodes/{node}/qemu/web1/firewall/rules |"
            + " {'type':'in','action':'ACCEPT','enable':1,'proto':'tcp','dport':'80,443'}",
        "PUT /nodes/{node}/qemu/web1/resize | {'disk':'scsi0','size':'+1G'}",
        "DELETE /nodes/{node}/lxc/200/snapshot/old | {'force':true}"
      })
  void what_a_dry_run_shows_is_what_is_sent(String endpoint, String quoted)
      throws InterruptedException {
    String parameters = quoted.replace('\'', '"');
    try (ToolLab lab = lab()) {
      ToolReply dry = write(lab, endpoint, parameters, "dry_run", "true");
      assertThat(lab.writes()).isEmpty();
      write(lab, endpoint, parameters);

      RecordedRequest sent = lab.writes().getFirst();
      assertThat(dry.text())
          .startsWith(
              "Dry run, nothing was sent. It would be:\n"
                  + sent.method()
                  + " "
                  + sent.apiPath()
                  + ", on cluster lab, tier ");
      Map<String, String> onOneLine = new TreeMap<>(sent.parameters());
      onOneLine.replaceAll((_, value) -> value.replace('\n', ' '));
      assertThat(shown(dry.text())).isEqualTo(onOneLine);
    }
  }

  private static final Pattern SHOWN = Pattern.compile("([a-z0-9-]+)=('[^']*'|\\S+)");

  private static Map<String, String> shown(String text) {
    Map<String, String> shown = new TreeMap<>();
    String step = text.lines().filter(line -> line.startsWith("  1. ")).findFirst().orElseThrow();
    SHOWN
        .matcher(step)
        .results()
        .forEach(one -> shown.put(one.group(1), one.group(2).replaceAll("^'|'$", "")));
    return shown;
  }

  @Test
  void a_token_that_the_host_refuses_is_said_to_be_refused() throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab().as(SimulatedCluster::expiredToken, Tier.CHANGE, Tier.ADMIN)) {
      ToolReply reply = write(lab, "POST /pools", "{\"poolid\":\"p1\"}");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains("401", "ops@pve!old");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void what_the_handler_alone_checks_is_known_before_a_guest_is_made() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = write(lab, "POST /nodes/pve1/qemu", "{\"vmid\":500}");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .contains("lacks VM.Allocate on /vms/500. Grant: ", "pveum acl modify /vms/500");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_refusal_by_tier_says_what_makes_it_of_that_tier() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(write(lab, "POST /nodes/pve1/vzdump", "{\"vmid\":101}").text())
          .contains("lab, tier destroy", "It is of tier destroy: remove: ", "remove=0");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_get_that_is_no_read_is_not_said_to_have_changed_something() throws InterruptedException {
    try (ToolLab lab = lab()) {
      assertThat(write(lab, "GET /nodes/pve1/scan/nfs", "{\"server\":\"192.0.2.20\"}").text())
          .startsWith("GET /nodes/pve1/scan/nfs: done.")
          .doesNotContain("changed");
    }
  }

  @Test
  void entries_of_a_list_that_have_no_id_of_the_path_are_told_apart_by_their_name()
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      List<String> lines =
          write(lab, "POST /nodes/{node}/qemu/web1/snapshot", "{\"snapname\":\"a1\"}")
              .text()
              .lines()
              .toList();

      assertThat(lines).anyMatch(line -> line.startsWith("  added: ") && line.contains("\"a1\""));
      assertThat(lines).contains("  name \"current\": parent: not set → a1");
    }
  }
}
