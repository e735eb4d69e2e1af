package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.testkit.Golden;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of privileges, as it was measured on hosts. */
class ToolsetTest {
  private static String table(Product product, String release) {
    return Toolset.of(product).stream()
        .map(one ->
            "%-12s %-7s %s%n".formatted(one.label(), one.tier().label(), one.does(product))
                + one.needs(product, release).stream()
                    .map("             %s%n"::formatted)
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static Stream<String> privileges(String release) {
    return Stream.of(Toolset.values())
        .flatMap(one -> one.needs(Product.PVE, release).stream())
        .flatMap(need -> need.privileges().stream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.2"})
  void a_cluster_of_each_major_release_has_its_table(String release) {
    Golden.check("toolsets-pve-" + release.charAt(0) + ".txt", table(Product.PVE, release));
  }

  @Test
  void a_backup_server_has_its_table() {
    Golden.check("toolsets-pbs.txt", table(Product.PBS, "4.1"));
  }

  @Test
  void all_releases_of_nine_are_alike() {
    assertThat(table(Product.PVE, "9.1")).isEqualTo(table(Product.PVE, "9.2"));
  }

  @Test
  void no_release_is_asked_for_a_privilege_that_it_does_not_know() {
    assertThat(privileges("8.4"))
        .doesNotContain("VM.Replicate")
        .noneMatch(one -> one.startsWith("VM.GuestAgent."));
    assertThat(privileges("9.1")).doesNotContain("VM.Monitor");
  }

  @Test
  void looking_never_needs_a_privilege_that_also_runs_commands() {
    assertThat(Toolset.INVENTORY.needs(Product.PVE, "8.4"))
        .flatMap(Need::privileges)
        .allMatch(one -> one.endsWith(".Audit"));
  }

  /** {@code Sys.Modify} on {@code /} reaches {@code /access}, where roles are changed. */
  @Test
  void no_toolset_lets_a_token_change_rights() {
    for (Toolset one : Toolset.values()) {
      for (Need need : one.needs(Product.PVE, "9.2")) {
        assertThat(need.privileges()).doesNotContain("Permissions.Modify");
        assertThat(need.path().equals("/") && need.privileges().contains("Sys.Modify")).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void what_a_product_has_needs_something_and_what_it_lacks_needs_nothing(Product product) {
    for (Toolset one : Toolset.values()) {
      assertThat(one.needs(product, "9.2").isEmpty())
          .as(one.label())
          .isEqualTo(!Toolset.of(product).contains(one));
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void each_is_found_by_its_label(Product product) {
    for (Toolset one : Toolset.of(product)) {
      assertThat(Toolset.of(product, one.label())).isEqualTo(one);
    }
  }

  @Test
  void a_label_that_the_product_does_not_have_is_answered_with_those_that_it_has() {
    assertThatThrownBy(() -> Toolset.of(Product.PBS, "exec"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Proxmox Backup Server has no toolset 'exec'; it has inventory, backup");
  }

  @Test
  void privileges_stand_sorted_whatever_order_they_were_given_in() {
    assertThat(new Need("/vms", List.of("VM.Snapshot", "VM.Audit")))
        .isEqualTo(new Need("/vms", List.of("VM.Audit", "VM.Snapshot")));
  }
}
