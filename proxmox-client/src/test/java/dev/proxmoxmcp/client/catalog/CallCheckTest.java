package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule each; what hosts were recorded to refuse is refused here for the same parameter. */
class CallCheckTest {
  private static final String VM = "/nodes/pve1/qemu/900/config";

  @Test
  void a_call_that_fits_is_encoded_as_hosts_want_it() {
    CheckedCall call =
        ready(
            put(
                VM,
                Map.of("cores", "2", "onboot", true, "cpulimit", 1.5, "name", "web", "numa", "0")));

    assertThat(call.path()).isEqualTo(VM);
    assertThat(call.pathValues())
        .containsExactly(Map.entry("node", "pve1"), Map.entry("vmid", "900"));
    assertThat(call.parameters())
        .containsEntry("cores", List.of("2"))
        .containsEntry("onboot", List.of("1"))
        .containsEntry("cpulimit", List.of("1.5"))
        .containsEntry("numa", List.of("0"))
        .containsEntry("name", List.of("web"))
        .doesNotContainKeys("node", "vmid");
    assertThat(call).hasToString("PUT " + VM + " [cores, cpulimit, name, numa, onboot]");
  }

  @Test
  void null_counts_as_not_sent() {
    assertThat(ready(put(VM, java.util.Collections.singletonMap("cores", null))).parameters())
        .isEmpty();
  }

  @Test
  void a_list_is_a_parameter_that_is_repeated() {
    var exec = "/nodes/pve1/qemu/100/agent/exec";

    assertThat(ready(post(exec, Map.of("command", List.of("ls", "-l")))).parameters())
        .containsEntry("command", List.of("ls", "-l"));
    assertThat(ready(post(exec, Map.of("command", "ls"))).parameters())
        .containsEntry("command", List.of("ls"));
    assertThat(ready(post(exec, Map.of("command", "[\"ls\",\"-l\"]"))).parameters())
        .containsEntry("command", List.of("ls", "-l"));
  }

  @Test
  void several_values_in_one_text_may_come_as_a_list() {
    assertThat(ready(put(VM, Map.of("delete", List.of("cores", "memory")))).parameters())
        .containsEntry("delete", List.of("cores,memory"));
  }

  @Test
  void a_property_string_may_come_as_an_object() {
    CheckedCall call =
        ready(put(VM, Map.of("agent", Map.of("enabled", true), "net0", "virtio,bridge=vmbr0")));

    assertThat(call.parameters())
        .containsEntry("agent", List.of("enabled=1"))
        .containsEntry("net0", List.of("virtio,bridge=vmbr0"));
  }

  @Test
  void retention_may_come_as_the_object_that_hosts_answer_with() {
    Map<String, Object> kept = new java.util.LinkedHashMap<>();
    kept.put("keep-daily", 7);
    kept.put("keep-last", "2");

    assertThat(ready(post("/cluster/backup", Map.of("prune-backups", kept))).parameters())
        .containsEntry("prune-backups", List.of("keep-daily=7,keep-last=2"));
  }

  @Test
  void the_backup_server_gets_typed_json() {
    CheckedCall call =
        ready(
            check(
                Product.PBS,
                "4.1",
                ApiMethod.POST,
                "/admin/datastore/tank/prune-datastore",
                Map.of("dry-run", "1", "keep-last", "3")));

    assertThat(call.json()).isEqualTo("{\"dry-run\":true,\"keep-last\":3}");
  }

  @Test
  void a_missing_parameter_is_named_with_what_it_takes() {
    Problem problem = only(post("/access/users", Map.of("comment", "x")));

    assertThat(problem.parameter()).isEqualTo("userid");
    assertThat(problem.kind()).isEqualTo(Kind.MISSING);
    assertThat(problem.message())
        .isEqualTo(
            "Parameter userid is missing; it takes a user id such as ops@pve of at most 64"
                + " characters.");
  }

  @Test
  void an_unknown_parameter_is_answered_with_the_nearest_name() {
    Problem problem = only(put(VM, Map.of("memroy", 1024)));

    assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(problem.message())
        .contains("has no parameter memroy; did you mean memory? It takes");
  }

  @Test
  void every_problem_is_named_at_once() {
    var refused =
        refused(post("/nodes/pve1/qemu", Map.of("vmid", "abc", "memory", "x", "foo", "bar")));

    assertThat(refused)
        .extracting(Problem::parameter)
        .containsExactlyInAnyOrder("vmid", "memory", "foo");
  }

  @Test
  void a_parameter_that_another_one_needs_is_named() {
    Problem problem =
        only(
            post(
                "/nodes/pve1/storage/local/download-url",
                Map.of(
                    "url", "https://example.com/x.iso",
                    "filename", "x.iso",
                    "content", "iso",
                    "checksum", "abc")));

    assertThat(problem.parameter()).isEqualTo("checksum-algorithm");
    assertThat(problem.kind()).isEqualTo(Kind.REQUIRED_BY);
    assertThat(problem.message())
        .startsWith("Parameter checksum-algorithm is missing, which checksum needs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cores | 0 | BOUND | takes a whole number from 1; got \"0\"",
        "cores | two | TYPE | takes a whole number from 1; got \"two\"",
        "cores | 1.5 | TYPE | a whole number",
        "cpulimit | 999 | BOUND | takes a number from 0 to 128",
        "onboot | yes | TYPE | takes true or false; got \"yes\"",
        "bios | ovfm | CHOICE | did you mean ovmf?",
        "net0 | foo,bridge=vmbr0 | CHOICE | Parameter net0, key model, takes one of e1000,",
        "net0 | virtio,brigde=vmbr0 | KEY | has no key brigde; did you mean bridge?",
        "net0 | virtio,mtu=70000 | BOUND | Parameter net0, key mtu, takes a whole number from 1 to",
        "net0 | bridge=vmbr0 | KEY | lacks its key model",
        "net0 | virtio,bridge=a,bridge=b | KEY | the key bridge twice",
        "net0 | virtio,tag= | KEY | without a value",
        "memory | x | TYPE | Parameter memory, key current, takes a whole number from 16",
        "tags | a b;c? | FORMAT | takes a list separated by commas, each a tag",
        "sshkeys | ssh-ed25519 notakey bob@example.com | FORMAT | a percent-encoded text",
        "ipconfig0 | ip=192.0.2.500/24 | FORMAT | Parameter ipconfig0, key ip, takes an IPv4",
        "net1000 | virtio | UNKNOWN | has no parameter net1000"
      })
  void a_value_that_does_not_fit_is_told_with_what_is_accepted(
      String name, String value, Kind kind, String words) {
    Problem problem = only(put(VM, Map.of(name, value)));

    assertThat(problem.parameter()).isEqualTo(name);
    assertThat(problem.message()).contains(words);
    assertThat(problem.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "net0 | virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1",
        "net0 | model=virtio,macaddr=BC:24:11:00:00:01,bridge=vmbr0",
        "scsi1 | local-lvm:32,iothread=1,discard=on,ssd=yes",
        "ide2 | none,media=cdrom",
        "memory | 2048",
        "cpu | host,flags=+aes",
        "agent | 1",
        "boot | order=scsi0;net0",
        "tags | web;prod",
        "ipconfig0 | ip=dhcp,ip6=auto",
        "ipconfig0 | ip=192.0.2.5/24,gw=192.0.2.1,ip6=2001:db8::5/64",
        "description | ",
        "serial0 | socket",
        "hostpci0 | 0000:01:00.0,pcie=1",
        "cpulimit | 0"
      })
  void what_hosts_take_is_taken(String name, String value) {
    assertThat(ready(put(VM, Map.of(name, value == null ? "" : value))).parameters())
        .containsKey(name);
  }

  @Test
  void a_text_that_is_too_long_is_told_with_its_length() {
    Problem problem = only(put(VM, Map.of("description", "x".repeat(9000))));

    assertThat(problem.kind()).isEqualTo(Kind.LENGTH);
    assertThat(problem.message()).contains("at most 8192 characters; got one of 9000 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /access/users | userid | eve",
        "POST | /access/users/root@pam/token/x1 | privsep | maybe",
        "POST | /pools | poolid | a b",
        "PUT | /nodes/pve1/qemu/900/resize | size | big",
        "POST | /nodes/pve1/qemu/900/snapshot | snapname | 1 a",
        "GET | /nodes/pve1/storage/local/prunebackups | prune-backups | keep-forever=1",
        "GET | /nodes/pve1/storage/local/content | content | bogus",
        "POST | /nodes/pve1/storage/local/download-url | url | file:///etc/passwd",
        "POST | /cluster/backup | schedule | often",
        "GET | /cluster/resources | type | pool",
        "GET | /nodes/pve1/rrddata | timeframe | eon",
        "POST | /nodes/pve1/lxc | hostname | bad name"
      })
  void what_a_host_was_recorded_to_refuse_is_refused_for_the_same_parameter(
      ApiMethod method, String path, String name, String value) {
    assertThat(refused(check(Product.PVE, "9.2", method, path, Map.of(name, value))))
        .extracting(Problem::parameter)
        .contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "9", "99"})
  void an_id_in_the_path_has_its_grammar(String vmid) {
    Problem problem = only(get("/nodes/pve1/qemu/" + vmid + "/config", Map.of()));

    assertThat(problem.parameter()).isEqualTo("vmid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../access", "a/b", "a%2fb", "a?x=1", "a#b", "..", ".", "a;b", "{vmid}", "a b"})
  void a_value_for_a_placeholder_stays_within_its_place(String userid) {
    var refused =
        refused(check(Product.PBS, "4.1", ApiMethod.GET, "/admin/sync/{id}", Map.of("id", userid)));

    assertThat(refused).extracting(Problem::parameter).containsExactly("id");
  }

  @Test
  void a_value_that_says_another_thing_than_the_path_is_refused() {
    Problem problem = only(get("/nodes/pve1/status", Map.of("node", "pve2")));

    assertThat(problem.kind()).isEqualTo(Kind.PATH);
    assertThat(problem.message())
        .isEqualTo("Parameter node is \"pve2\", and \"pve1\" in the path.");
  }

  @Test
  void what_is_shown_of_a_value_is_harmless_and_short() {
    Problem problem = only(put(VM, Map.of("co\u001B[31mres\u202E", "1")));

    assertThat(problem.message()).doesNotContain("\u001B").doesNotContain("\u202E");
    assertThat(only(put(VM, Map.of("bios", "x".repeat(5000)))).message()).hasSizeLessThan(300);
  }

  private static CallCheck get(String path, Map<String, ?> arguments) {
    return check(Product.PVE, "9.2", ApiMethod.GET, path, arguments);
  }

  private static CallCheck put(String path, Map<String, ?> arguments) {
    return check(Product.PVE, "9.2", ApiMethod.PUT, path, arguments);
  }

  private static CallCheck post(String path, Map<String, ?> arguments) {
    return check(Product.PVE, "9.2", ApiMethod.POST, path, arguments);
  }

  private static CallCheck check(
      Product product, String version, ApiMethod method, String path, Map<String, ?> arguments) {
    PathMatch match = ApiCatalog.nearest(product, version).match(method, path);
    assertThat(match).isInstanceOf(PathMatch.Found.class);
    return CallCheck.of(product, (PathMatch.Found) match, arguments);
  }

  private static CheckedCall ready(CallCheck check) {
    assertThat(check).isInstanceOf(CallCheck.Ready.class);
    return ((CallCheck.Ready) check).call();
  }

  private static List<Problem> refused(CallCheck check) {
    assertThat(check).isInstanceOf(CallCheck.Refused.class);
    return ((CallCheck.Refused) check).problems();
  }

  private static Problem only(CallCheck check) {
    assertThat(refused(check)).hasSize(1);
    return refused(check).getFirst();
  }
}
