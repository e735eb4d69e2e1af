package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Permissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivilegeCheckTest {
  private static final PrivilegeCheck OPERATOR =
      PrivilegeCheck.against(
          TokenId.parse("ops@pve!mcp"),
          new Permissions(
              Map.of(
                  "/vms", Map.of("VM.Audit", true, "VM.Clone", true),
                  "/pool/dev", Map.of("VM.Allocate", true),
                  "/access/realm/pve", Map.of("Realm.AllocateUser", true),
                  "/datastore/store1", Map.of("Datastore.Audit", true))));

  @Test
  void a_privilege_on_the_path_of_the_guest_is_enough() {
    String audit = "{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.Audit\"]]}";

    assertThat(pve(audit, Map.of("vmid", "104"))).isEqualTo(new Standing.Granted());
  }

  @Test
  void what_is_lacking_is_named_with_its_path() {
    String power = "{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.Audit\",\"VM.PowerMgmt\"]]}";

    assertThat(pve(power, Map.of("vmid", "104")))
        .isEqualTo(lacking("/vms/104", false, "VM.PowerMgmt"));
  }

  @Test
  void of_alternatives_one_is_enough() {
    String any = "{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.Audit\",\"VM.Backup\"],\"any\",1]}";
    String none = "{\"check\":[\"perm\",\"/\",[\"Sys.Audit\",\"Sys.Modify\"],\"any\",1]}";

    assertThat(pve(any, Map.of("vmid", "104"))).isEqualTo(new Standing.Granted());
    assertThat(pve(none, Map.of())).isEqualTo(lacking("/", true, "Sys.Audit", "Sys.Modify"));
  }

  @Test
  void a_clone_goes_by_the_pool_only_if_a_pool_is_given() {
    String clone =
        "{\"check\":[\"and\",[\"perm\",\"/vms/{vmid}\",[\"VM.Clone\"]],[\"or\","
            + "[\"perm\",\"/vms/{newid}\",[\"VM.Allocate\"]],"
            + "[\"perm\",\"/pool/{pool}\",[\"VM.Allocate\"],\"require_param\",\"pool\"]]]}";

    assertThat(pve(clone, Map.of("vmid", "104", "newid", "900")))
        .isEqualTo(lacking("/vms/900", false, "VM.Allocate"));
    assertThat(pve(clone, Map.of("vmid", "104", "newid", "900", "pool", "dev")))
        .isEqualTo(new Standing.Granted());
  }

  @Test
  void what_a_handler_checks_by_hand_stays_open() {
    assertThat(pve("{\"user\":\"all\"}", Map.of())).isInstanceOf(Standing.Open.class);
    assertThat(pve("{\"user\":\"world\"}", Map.of())).isEqualTo(new Standing.Granted());
    assertThat(pve("{\"check\":[\"something-new\"]}", Map.of())).isInstanceOf(Standing.Open.class);
    assertThat(pve("not json", Map.of())).isInstanceOf(Standing.Open.class);
  }

  @Test
  void no_token_is_root_or_its_own_user() {
    String self =
        "{\"check\":[\"or\",[\"userid-param\",\"self\"],[\"userid-group\",[\"User.Modify\"]]]}";

    assertThat(pve("", Map.of())).isInstanceOf(Standing.Never.class);
    assertThat(pve("{\"check\":[\"userid-param\",\"self\"]}", Map.of()))
        .isInstanceOf(Standing.Never.class);
    assertThat(pve(self, Map.of("userid", "a@pve"))).isInstanceOf(Standing.Open.class);
  }

  @Test
  void a_user_is_made_in_its_realm() {
    String make = "{\"check\":[\"userid-param\",\"Realm.AllocateUser\"]}";

    assertThat(pve(make, Map.of("userid", "new@pve"))).isEqualTo(new Standing.Granted());
    assertThat(pve(make, Map.of("userid", "new@ldap")))
        .isEqualTo(lacking("/access/realm/ldap", false, "Realm.AllocateUser"));
  }

  @Test
  void who_may_make_guests_may_say_who_may_what_on_one() {
    String acl = "{\"check\":[\"perm-modify\",\"{path}\"]}";

    assertThat(pve(acl, Map.of("path", "/pool/dev")))
        .isEqualTo(lacking("/pool/dev", true, "Permissions.Modify", "Pool.Allocate"));
    assertThat(pve(acl, Map.of("path", "/nodes")))
        .isEqualTo(lacking("/nodes", true, "Permissions.Modify"));
  }

  /** A person copies the command that mends it into a shell. */
  @ParameterizedTest
  @ValueSource(strings = {"", "104; rm -rf /", "$(id)", "../access", "1\n2", "a'b", "-f"})
  void nothing_gets_into_a_path_that_a_shell_could_take_for_more(String vmid) {
    String audit = "{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.Backup\"]]}";
    String acl = "{\"check\":[\"perm-modify\",\"{path}\"]}";

    assertThat(pve(audit, Map.of("vmid", vmid)))
        .isEqualTo(new Standing.Open("it depends on the parameter 'vmid'"));
    assertThat(pve(acl, Map.of("path", "/vms/" + vmid)))
        .isEqualTo(new Standing.Open("it depends on the parameter 'path'"));
  }

  @Test
  void a_backup_server_says_it_in_its_own_way() {
    String modify =
        "{\"check\":{\"partial\":false,\"path\":[\"datastore\",\"{store}\"],"
            + "\"privs\":[\"Datastore.Modify\"]}}";
    String root = "{\"check\":{\"partial\":false,\"path\":[],\"privs\":[\"Sys.Audit\"]}}";
    String either =
        "{\"or\":[{\"userParam\":\"userid\"},{\"check\":{\"partial\":true,"
            + "\"path\":[\"datastore\",\"{store}\"],"
            + "\"privs\":[\"Datastore.Audit\",\"Datastore.Backup\"]}}]}";

    assertThat(pbs(modify, Map.of("store", "store1")))
        .isEqualTo(lacking("/datastore/store1", false, "Datastore.Modify"));
    assertThat(pbs(root, Map.of())).isEqualTo(lacking("/", false, "Sys.Audit"));
    assertThat(pbs(either, Map.of("store", "store1"))).isEqualTo(new Standing.Granted());
  }

  @Test
  void a_requirement_reads_as_a_line() {
    ApiCatalog catalog = ApiCatalog.nearest(Product.PVE, "9.2");

    assertThat(text(catalog, ApiMethod.POST, "/nodes/{node}/qemu/{vmid}/clone"))
        .isEqualTo(
            "VM.Clone on /vms/{vmid} and (VM.Allocate on /vms/{newid}, or VM.Allocate on"
                + " /pool/{pool} (if pool is given))");
    assertThat(text(catalog, ApiMethod.POST, "/nodes/{node}/execute")).isEqualTo("to be root@pam");
  }

  @Test
  void a_call_that_refuses_tokens_is_known_before_it_is_made() {
    ApiEndpoint password =
        ApiCatalog.nearest(Product.PVE, "9.2")
            .endpoint(ApiMethod.PUT, "/access/password")
            .orElseThrow();

    assertThat(OPERATOR.of(Product.PVE, password, sent(Map.of("userid", "a@pve"))))
        .isEqualTo(new Standing.Never("it takes a login with a password, and refuses every token"));
  }

  @Test
  void every_published_requirement_can_be_read() {
    assertThat(PublishedEndpoint.all())
        .noneMatch(
            one -> Requirements.of(one.product(), one.permissions()).toString().contains("Unread"));
  }

  @Test
  void proxmox_itself_is_asked_where_it_matters() {
    try (Lab lab = Lab.start()) {
      Access access = lab.operator().access();
      Requirement needs =
          Requirements.of(
              Product.PVE,
              "{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.PowerMgmt\",\"VM.Allocate\"]]}");

      assertThat(PrivilegeCheck.asking(access).of(needs, sent(Map.of("vmid", "107"))))
          .isEqualTo(lacking("/vms/107", false, "VM.Allocate"));
    }
  }

  private static String text(ApiCatalog catalog, ApiMethod method, String template) {
    return Requirement.of(Product.PVE, catalog.endpoint(method, template).orElseThrow()).text();
  }

  private static Standing pve(String permissions, Map<String, String> parameters) {
    return OPERATOR.of(Requirements.of(Product.PVE, permissions), sent(parameters));
  }

  private static Standing pbs(String permissions, Map<String, String> parameters) {
    return OPERATOR.of(Requirements.of(Product.PBS, permissions), sent(parameters));
  }

  private static Sent sent(Map<String, String> parameters) {
    Map<String, List<String>> values = new TreeMap<>();
    parameters.forEach((name, value) -> values.put(name, List.of(value)));
    return Sent.of(values);
  }

  private static Standing lacking(String path, boolean any, String... privileges) {
    return new Standing.Lacking(List.of(new Lack(path, List.of(privileges), any)));
  }
}
