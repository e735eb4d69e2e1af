package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Permissions MIXED =
      new Permissions(
          Map.of(
              "/", Map.of("VM.Audit", true, "Sys.Audit", true),
              "/vms", Map.of("VM.Audit", true, "VM.PowerMgmt", false),
              "/vms/101", Map.of("VM.Snapshot", true),
              "/nodes", Map.of("Sys.Modify", false)));

  @Test
  void a_listed_path_has_what_is_listed() {
    assertThat(MIXED.has("/vms", "VM.PowerMgmt")).isTrue();
    assertThat(MIXED.has("/vms", "Sys.Audit")).isFalse();
  }

  @Test
  void rights_of_a_path_replace_those_from_above() {
    assertThat(MIXED.on("/vms/101")).containsExactly("VM.Snapshot");
  }

  @Test
  void a_path_that_is_not_listed_inherits_what_propagates_from_the_nearest_above() {
    assertThat(MIXED.on("/vms/104")).containsExactly("VM.Audit");
    assertThat(MIXED.on("/storage/local")).containsExactlyInAnyOrder("VM.Audit", "Sys.Audit");
  }

  @Test
  void a_path_above_from_which_nothing_propagates_is_passed_over() {
    assertThat(MIXED.on("/nodes/pve1")).containsExactlyInAnyOrder("VM.Audit", "Sys.Audit");
  }

  @Test
  void a_token_without_rights_has_none_anywhere() {
    Permissions nothing = new Permissions(Map.of());

    assertThat(nothing.none()).isTrue();
    assertThat(nothing.has("/", "Sys.Audit")).isFalse();
    assertThat(nothing.has("/vms/100", "VM.Audit")).isFalse();
    assertThat(MIXED.none()).isFalse();
  }
}
