package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCatalogTest {
  private final ApiCatalog pve = ApiCatalog.nearest(Product.PVE, "9.2");
  private final ApiCatalog pbs = ApiCatalog.nearest(Product.PBS, "4.1");

  @ParameterizedTest
  @CsvSource({"PVE,8.4,605", "PVE,9.1,649", "PVE,9.2,661", "PBS,4.1,367"})
  void every_built_in_catalog_has_all_its_endpoints(Product product, String version, int count) {
    ApiCatalog catalog = ApiCatalog.nearest(product, version);

    assertThat(catalog.version()).isEqualTo(version);
    assertThat(catalog.endpoints()).hasSize(count);
    assertThat(catalog.endpoints()).extracting(ApiEndpoint::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "9.2.4,9.2",
    "9.3,9.2",
    "9.0,9.1",
    "9.0.11,9.1",
    "8.4.14,8.4",
    "8.1,8.4",
    "8.9,8.4",
    "7.4-3,8.4",
    "10.0,9.2",
    "nonsense,9.2",
    "'',9.2"
  })
  void a_host_is_read_with_the_catalog_nearest_to_its_version(String host, String chosen) {
    assertThat(ApiCatalog.nearest(Product.PVE, host).version()).isEqualTo(chosen);
  }

  @Test
  void an_endpoint_tells_its_parameters_permissions_answer_and_traits() {
    ApiEndpoint create = pve.endpoint(ApiMethod.POST, "/nodes/{node}/qemu").orElseThrow();

    assertThat(create.notes().handler()).isEqualTo("create_vm");
    assertThat(create.notes().proxyTo()).isEqualTo("node");
    assertThat(create.is(ApiEndpoint.Trait.PROTECTED)).isTrue();
    assertThat(create.is(ApiEndpoint.Trait.NO_TOKEN)).isFalse();
    assertThat(create.placeholders()).containsExactly("node");
    assertThat(create.parameter("vmid").orElseThrow().required()).isTrue();
    assertThat(create.parameter("net7").orElseThrow().name()).isEqualTo("net[n]");
    assertThat(create.parameter("net7").orElseThrow().type())
        .isInstanceOfSatisfying(
            ApiType.PropertyString.class,
            net -> {
              assertThat(net.keys()).containsKeys("bridge", "model", "virtio");
              assertThat(net.defaultKey()).isEqualTo("model");
              assertThat(net.aliases()).containsEntry("virtio", "model");
            });
    assertThat(create.returns()).isInstanceOf(ApiType.Text.class);
    assertThat(
            pve.endpoint(ApiMethod.GET, "/nodes/{node}/qemu/{vmid}/config")
                .orElseThrow()
                .permissions())
        .isEqualTo("{\"check\":[\"perm\",\"/vms/{vmid}\",[\"VM.Audit\"]]}");
  }

  @Test
  void a_concrete_path_finds_its_template_and_what_stands_in_its_placeholders() {
    PathMatch match = pve.match(ApiMethod.PUT, "/nodes/pve1/qemu/100/config");

    assertThat(match)
        .isInstanceOfSatisfying(
            PathMatch.Found.class,
            found -> {
              assertThat(found.endpoint().template()).isEqualTo("/nodes/{node}/qemu/{vmid}/config");
              assertThat(found.values()).containsEntry("node", "pve1").containsEntry("vmid", "100");
            });
  }

  @Test
  void a_path_may_have_the_root_of_the_api_before_it_or_placeholders_left_in_it() {
    assertThat(found(pve.match(ApiMethod.GET, "/api2/json/nodes/{node}/qemu/100/config")).values())
        .containsOnlyKeys("vmid");
    assertThat(found(pbs.match(ApiMethod.GET, "/admin/datastore/{store}/groups")).values())
        .isEmpty();
    assertThat(found(pbs.match(ApiMethod.GET, "/")).endpoint().template()).isEqualTo("/");
  }

  @Test
  void a_volume_id_keeps_the_slashes_in_it() {
    var volume =
        found(pve.match(ApiMethod.GET, "/nodes/pve1/storage/local/content/local:iso/x.iso"));

    assertThat(volume.values()).containsEntry("volume", "local:iso/x.iso");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nodes/pve1%2Fqemu/100",
        "/nodes/../access/users",
        "/nodes/./qemu",
        "/nodes//qemu",
        "/nodes/pve1/qemu/",
        "/nodes/pve1/qemu?full=1",
        "/nodes/pve1/qemu#x",
        "/nodes/pve1;/qemu",
        "/nodes/pve1\\qemu",
        "/nodes/pve1/qe mu",
        "/nodes/pvé1/qemu",
        "/nodes/pve1\r\n/qemu",
        "nodes/pve1/qemu",
        "",
        "/nodes/pve1/storage/local/content/local:iso/../../../access/users",
        "/nodes/pve1/storage/local/content//etc/passwd"
      })
  void a_path_that_could_mean_another_one_is_refused_with_the_reason(String path) {
    assertThat(pve.match(ApiMethod.GET, path)).isInstanceOf(PathMatch.Malformed.class);
  }

  @Test
  void a_wrong_path_is_answered_with_the_nearest_ones() {
    assertThat(pve.match(ApiMethod.GET, "/nodes/pve1/qemu/100/configuration"))
        .isInstanceOfSatisfying(
            PathMatch.Unknown.class,
            unknown ->
                assertThat(unknown.nearest().getFirst())
                    .isEqualTo("/nodes/{node}/qemu/{vmid}/config"));
    assertThat(pve.match(ApiMethod.GET, "/node/pve1/qemu/100/config"))
        .isInstanceOfSatisfying(
            PathMatch.Unknown.class,
            unknown ->
                assertThat(unknown.nearest().getFirst())
                    .isEqualTo("/nodes/{node}/qemu/{vmid}/config"));
  }

  @Test
  void a_known_path_with_a_wrong_method_is_answered_with_those_that_it_has() {
    assertThat(pve.match(ApiMethod.DELETE, "/nodes/pve1/qemu/100/config"))
        .isEqualTo(
            new PathMatch.OtherMethod(
                "/nodes/{node}/qemu/{vmid}/config",
                List.of(ApiMethod.GET, ApiMethod.POST, ApiMethod.PUT)));
  }

  @Test
  void what_a_version_lacks_or_has_in_addition_can_be_asked() {
    CatalogDifferences differences =
        ApiCatalog.nearest(Product.PVE, "8.4")
            .differencesFrom(ApiCatalog.nearest(Product.PVE, "9.2"));

    assertThat(differences.lacking()).contains("GET /cluster/ha/rules");
    assertThat(differences.added()).contains("GET /nodes/{node}/scan/glusterfs");
    assertThat(differences.changed()).containsKey("PUT /nodes/{node}/qemu/{vmid}/config");
  }

  @Test
  void equal_parts_of_a_catalog_are_kept_once() {
    var one = pve.endpoint(ApiMethod.GET, "/nodes/{node}/qemu/{vmid}/config").orElseThrow();
    var other = pve.endpoint(ApiMethod.GET, "/nodes/{node}/qemu/{vmid}/pending").orElseThrow();

    assertThat(one.parameters().get("vmid")).isSameAs(other.parameters().get("vmid"));
  }

  private static PathMatch.Found found(PathMatch match) {
    assertThat(match).isInstanceOf(PathMatch.Found.class);
    return (PathMatch.Found) match;
  }
}
