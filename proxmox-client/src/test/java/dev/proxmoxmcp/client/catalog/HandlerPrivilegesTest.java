package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlerPrivilegesTest {
  private static final ApiCatalog PVE = ApiCatalog.nearest(Product.PVE, "9.2");

  private static Optional<Requirement> needed(String kind, Map<String, List<String>> sent) {
    ApiEndpoint endpoint =
        PVE.endpoint(ApiMethod.PUT, "/nodes/{node}/" + kind + "/{vmid}/config").orElseThrow();
    return HandlerPrivileges.of(Product.PVE, endpoint, Sent.of(sent));
  }

  private static Optional<Requirement> all(String... names) {
    return Optional.of(new Requirement.Privileges("/vms/{vmid}", List.of(names), false, ""));
  }

  @Test
  void each_setting_needs_its_own_whether_it_is_set_or_taken_away() {
    assertThat(needed("qemu", Map.of("cores", List.of("4"), "net0", List.of("virtio"))))
        .isEqualTo(all("VM.Config.CPU", "VM.Config.Network"));
    assertThat(needed("lxc", Map.of("delete", List.of("swap,mp0"), "digest", List.of("ab"))))
        .isEqualTo(all("VM.Config.Disk", "VM.Config.Memory"));
  }

  @Test
  void a_new_guest_needs_its_place_or_its_pool_and_its_storage() {
    ApiEndpoint creation = PVE.endpoint(ApiMethod.POST, "/nodes/{node}/qemu").orElseThrow();

    assertThat(
            HandlerPrivileges.of(
                    Product.PVE, creation, Sent.of(Map.of("storage", List.of("local-lvm"))))
                .map(Requirement::text))
        .hasValue(
            "(VM.Allocate on /vms/{vmid}, or VM.Allocate on /pool/{pool} (if pool is given)) and"
                + " Datastore.AllocateSpace on /storage/{storage}");
    assertThat(
            HandlerPrivileges.of(
                Product.PVE,
                creation,
                Sent.of(Map.of("archive", List.of("local:backup/x"), "force", List.of("1")))))
        .isEmpty();
  }

  @Test
  void what_is_not_in_the_table_leaves_it_to_the_schema() {
    assertThat(needed("qemu", Map.of("cores", List.of("4"), "ciuser", List.of("x")))).isEmpty();
    assertThat(needed("qemu", Map.of("ide2", List.of("none,media=cdrom")))).isEmpty();
    assertThat(needed("qemu", Map.of("digest", List.of("ab")))).isEmpty();
  }
}
