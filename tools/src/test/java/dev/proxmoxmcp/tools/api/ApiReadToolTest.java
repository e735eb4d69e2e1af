package dev.proxmoxmcp.tools.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiReadToolTest {
  private static ToolReply read(ToolLab lab, String path, String... more)
      throws InterruptedException {
    String[] all = new String[more.length + 2];
    all[0] = "path";
    all[1] = path;
    System.arraycopy(more, 0, all, 2, more.length);
    return lab.call("api_read", all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nodes/pve1/qemu/101/config",
        "/nodes/{node}/qemu/101/config",
        "/nodes/{node}/qemu/web1/config",
        "/api2/json/nodes/pve1/qemu/101/config",
        "GET /nodes/pve1/qemu/101/config"
      })
  void an_object_is_a_line_for_each_field_however_the_guest_is_named(String path)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = read(lab, path);

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("\ncores: 2\n", "\nname: \"web1\"\n", "scsi0: local-lvm:vm-101-disk-0,");
    }
  }

  @Test
  void placeholders_are_filled_from_the_parameters() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(
              read(
                      lab,
                      "/nodes/{node}/qemu/{vmid}/config",
                      "parameters",
                      "{\"vmid\":\"web1\"}",
                      "fields",
                      "cores,memory")
                  .text())
          .isEqualTo("cores: 2\nmemory: 4096");
    }
  }

  @Test
  void a_wrong_node_is_mended_and_a_wrong_kind_is_answered_with_the_right_path()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/nodes/pve2/qemu/101/config", "fields", "cores").text())
          .isEqualTo("Not on \"pve2\": read from VM 101 \"web1\" on pve1.\ncores: 2");
      assertThat(read(lab, "/nodes/pve2/lxc/101/config").text())
          .isEqualTo(
              "VM 101 \"web1\" on pve1 is no container; its paths begin with"
                  + " /nodes/pve1/qemu/101. Nothing was sent.");
    }
  }

  @Test
  void a_node_that_nothing_tells_is_asked_for_with_those_that_there_are()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/nodes/{node}/tasks").text())
          .startsWith(
              "Parameter node is missing; it takes the name of a node. Nodes: pve1, pve2, pve3.\n"
                  + "Nothing was sent.");
    }
    try (ToolLab lab = ToolLab.standalone()) {
      assertThat(read(lab, "/nodes/{node}/status").isError()).isFalse();
    }
  }

  @Test
  void a_list_has_columns_true_totals_and_goes_on() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(
              lab,
              "/cluster/resources",
              "filter",
              "[\"type=qemu\",\"status=running\"]",
              "fields",
              "vmid,name,node",
              "limit",
              "2");

      assertThat(reply.text())
          .isEqualTo(
              """
              10 of 44 rows: type="qemu", status="running".
              vmid\tname\tnode
              100\t"gateway"\tpve1
              101\t"web1"\tpve1
              Rows 1 to 2; for more: cursor=2\
              """);
    }
  }

  @Test
  void what_is_the_same_in_every_row_is_said_once_and_fields_left_out_are_named()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/access/users").text())
          .startsWith(
              "7 rows.\nEvery row: enable=1, expire=0\nuserid\trealm-type\nflat@pve\tpve\n");
      assertThat(read(lab, "/cluster/resources", "limit", "3").text())
          .contains("Left out or cut short, for fields: maxdisk, maxmem, mem,");
    }
  }

  @Test
  void a_time_is_told_as_one_and_what_is_nested_is_only_counted() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(
              lab,
              "/nodes/pve1/storage/pbs/content",
              "parameters",
              "{\"content\":\"backup\"}",
              "filter",
              "vmid=105");

      assertThat(reply.text())
          .containsPattern("volid\tctime\t")
          .containsPattern("\t20[0-9-]+T[0-9:]+Z\t")
          .contains(
              "\t{\"state\":\"failed\"}", "\nLeft out or cut short, for fields: verification");
      assertThat(
              read(lab, "/nodes/pve1/storage/pbs/content", "fields", "verification", "limit", "1")
                  .text())
          .contains("\"upid\":\"UPID:");
      assertThat(read(lab, "/storage").text()).doesNotContain("digest=");
    }
  }

  @Test
  void a_long_list_of_proxmox_comes_whole() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = read(lab, "/nodes/pve1/tasks", "limit", "1");

      assertThat(reply.text()).startsWith("7 rows.\n").contains("Rows 1 to 1; for more: cursor=1");
      assertThat(lab.requests().getLast().parameters()).containsEntry("limit", "1000");
      assertThat(read(lab, "/nodes/pve1/tasks", "parameters", "{\"limit\":2}").text())
          .startsWith(
              "2 rows.\nProxmox sent 2 of 7; for others name start and limit in parameters.");
    }
  }

  @Test
  void a_log_is_text_of_others_behind_marks() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String upid = lab.simulated().tasks().getFirst().upid();

      assertThat(read(lab, "/nodes/{node}/tasks/" + upid + "/log").text())
          .containsPattern("rows?\\.\n> ");
    }
  }

  @Test
  void scalars_and_directories_are_said_as_what_they_are() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/cluster/nextid").text()).isEqualTo("value: 109");
      assertThat(read(lab, "/access").text())
          .startsWith("GET /access is a directory: acl, domains, groups, ");
    }
  }

  @Test
  void none_is_not_confused_with_not_visible() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      // needs Sys.Audit, and the token has it: there is none
      assertThat(read(lab, "/cluster/backup").text()).isEqualTo("0 rows.");
      // any login may ask
      lab.as(SimulatedCluster::blindToken);
      assertThat(read(lab, "/pools").text())
          .startsWith("0 rows.\nThat need not mean that there is none:");
      assertThat(read(lab, "/cluster/resources").text())
          .contains("Token nobody@pve!blind may not see any guest", "pveum acl modify");
    }
  }

  @Test
  void a_read_that_the_token_may_not_do_names_the_grant() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken)) {
      ToolReply reply = read(lab, "/cluster/backup");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains("Sys.Audit", "pveum acl modify / --tokens");
    }
  }

  @Test
  void a_get_that_is_no_read_is_left_to_the_tool_that_asks_the_gate() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(lab, "/nodes/pve1/scan/nfs", "parameters", "{\"server\":\"10.0.0.1\"}");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith("GET /nodes/pve1/scan/nfs is no read: its tier is admin (")
          .endsWith(
              "api_write sends it, with endpoint=\"GET /nodes/pve1/scan/nfs\". Nothing was sent.");
      assertThat(read(lab, "POST /nodes/pve1/qemu").text()).contains("there is api_write with");
      assertThat(lab.requests()).noneMatch(request -> request.apiPath().startsWith("/nodes/"));
    }
  }

  @Test
  void json_for_programs_has_bare_texts_and_true_totals() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(
              lab,
              "/cluster/resources",
              "filter",
              "name=web1",
              "fields",
              "vmid,name",
              "format",
              "json");

      assertThat(reply.text())
          .isEqualTo("{\"matching\":1,\"rows\":[{\"vmid\":101,\"name\":\"web1\"}]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nodes/pve1/qemu/101/statuz | There is no path \"/nodes/pve1/qemu/101/statuz\". Nearest:"
            + " /nodes/{node}/qemu/{vmid}/status,",
        "/nodes/pve1/qemu/101%2f..%2f..%2faccess | holds '%': write it as it is",
        "/nodes/pve1/../../access/users | holds '.' or '..' as a segment",
        "/nodes//qemu | has an empty segment",
        "nodes/pve1/status | does not begin with '/'",
        "/nodes/pve1/qemu?full=1 | holds '?': parameters go beside the path",
        "/nodes/pve1;x/status | holds a character that no path of Proxmox has",
        "/admin/datastore | on this host: Proxmox Backup Server has it, and this is Proxmox VE 9.2",
      })
  void a_path_that_is_none_is_answered_with_what_is_wrong_and_nothing_is_sent(
      String path, String said) throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = read(lab, path);

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains(said.replaceAll("^ | $", ""), "Nothing was sent.");
      assertThat(lab.requests()).allMatch(ApiReadToolTest::isOfTheCatalog);
    }
  }

  private static boolean isOfTheCatalog(RecordedRequest request) {
    return request.apiPath().equals("/version") || !request.path().startsWith("/api2/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "101/../../../access/users",
        "101%2f..%2f..",
        "../access",
        "101?x=1",
        "101#",
        "101\\u0000",
        "101\\r\\nX: y",
        "１０１"
      })
  void an_id_that_would_reach_another_path_is_refused_and_nothing_is_sent(String vmid)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(
              lab,
              "/nodes/{node}/qemu/{vmid}/config",
              "parameters",
              "{\"node\":\"pve1\",\"vmid\":\"" + vmid + "\"}");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("vmid", "Nothing was sent.").doesNotContain("\r");
      assertThat(lab.requests()).allMatch(ApiReadToolTest::isOfTheCatalog);
    }
  }

  @Test
  void everything_that_is_wrong_with_the_parameters_is_said_at_once() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          read(
              lab,
              "/nodes/pve1/tasks",
              "parameters",
              "{\"source\":\"all of them\",\"limt\":5,\"errors\":\"maybe\"}");

      assertThat(reply.text())
          .contains(
              "did you mean limit?",
              "Parameter source takes one of archive, active, all; got \"all of them\"",
              "Parameter errors takes true or false; got \"maybe\".");
    }
  }

  @Test
  void a_field_that_no_row_has_is_answered_with_those_that_there_are() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/cluster/resources", "filter", "typ=qemu").text())
          .startsWith("There is no field \"typ\"; did you mean type? There are: ");
      assertThat(read(lab, "/cluster/resources", "filter", "type is qemu").text())
          .startsWith("filter takes field=value,");
    }
  }

  @Test
  void an_endpoint_that_newer_versions_have_is_told_with_the_version() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .schema()
          .says(lab.simulated().schema().text().replace("/cluster/ha/rules", "/cluster/ha/laws"));

      assertThat(read(lab, "/cluster/ha/rules").text())
          .contains(
              "There is no path \"/cluster/ha/rules\" on this host: it exists from 9.1 on, and this"
                  + " host is Proxmox VE 9.2",
              "Nothing was sent.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Login</html>",
        "const apiSchema = [",
        "const apiSchema = [{\"path\":\"/x\",\"info\":{\"GET\":{}}}]"
      })
  void a_host_whose_schema_is_broken_or_of_another_product_is_read_by_the_built_in_one(String said)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().schema().says(said);

      assertThat(read(lab, "/version").isError()).isFalse();
      assertThat(read(lab, "/no/such").text())
          .contains("Nothing was sent. The built-in catalog of Proxmox VE 9.2 is used for lab:");
    }
  }

  @Test
  void an_answer_that_is_no_json_is_said_to_be_none() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(read(lab, "/version").isError()).isFalse();
      lab.simulated()
          .faults()
          .next(10, request -> request.apiPath().equals("/access/users"), Fault.HTML_PAGE);

      ToolReply reply = read(lab, "/access/users");

      assertThat(reply.isError()).isTrue();
      assertThat(reply.text()).contains("read /access/users").doesNotContain("<html");
    }
  }
}
