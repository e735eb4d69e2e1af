package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Endpoints that no feature keeps state for, and what versions publish. */
class PublishedEndpointTest {
  private static final String BOND = "/nodes/pve1/disks/directory";

  @Test
  void an_endpoint_without_behaviour_answers_in_the_published_shape_and_is_counted()
      throws IOException {
    try (Lab lab = Lab.start(ClusterBuilder::lenient)) {
      assertThat(lab.get("/nodes/pve1/disks/directory").rows()).isEmpty();
      assertThat(lab.cluster().shapeOnlyAnswers())
          .isEqualTo(Map.of("GET /nodes/{node}/disks/directory", 1));
    }
  }

  @Test
  void strictly_a_write_without_state_behind_it_is_refused() throws IOException {
    try (Lab lab = Lab.start()) {
      Lab.Answer answer = lab.post(lab.cluster().adminToken(), BOND, "device=/dev/sdb&name=data");

      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.reason())
          .isEqualTo(
              "The simulator keeps no state for any call of 'POST /nodes/{node}/disks/directory'"
                  + " (strict)");
    }
  }

  @Test
  void leniently_it_starts_a_task_that_ends_well() throws IOException {
    try (Lab lab = Lab.start(ClusterBuilder::lenient)) {
      assertThat(lab.post(lab.cluster().adminToken(), BOND, "device=/dev/sdb&name=data").status())
          .isEqualTo(200);
      assertThat(lab.cluster().tasks().getFirst().exitStatus()).isEqualTo("OK");
    }
  }

  @Test
  void its_parameters_are_held_to_what_is_published() throws IOException {
    try (Lab lab = Lab.start()) {
      Lab.Answer answer =
          lab.post(lab.cluster().adminToken(), BOND, "name=data&filesystem=ntfs&colour=red");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(Lab.object(answer.body(), "errors"))
          .isEqualTo(
              Map.of(
                  "device", "property is missing and it is not optional",
                  "filesystem", "value 'ntfs' does not have a value in the enumeration 'ext4, xfs'",
                  "colour",
                      "property is not defined in schema and the schema does not allow additional"
                          + " properties"));
    }
  }

  @Test
  void its_permission_is_what_is_published() throws IOException {
    try (Lab lab = Lab.start()) {
      Lab.Answer refused = lab.get(lab.cluster().blindToken(), "/nodes/pve1/disks/directory");
      Lab.Answer rootOnly =
          lab.post(lab.cluster().adminToken(), "/cluster/config", "clustername=lab");

      assertThat(refused.reason()).isEqualTo("Permission check failed (/, Sys.Audit)");
      assertThat(rootOnly.reason()).isEqualTo("Permission check failed (user != root@pam)");
    }
  }

  @Test
  void a_guest_that_does_not_exist_is_no_guest_of_such_an_endpoint_either() throws IOException {
    try (Lab lab = Lab.start()) {
      assertThat(lab.get("/nodes/pve1/qemu/999/mtunnelwebsocket?socket=x&ticket=y").status())
          .isEqualTo(500);
    }
  }

  @Test
  void an_older_version_lacks_what_came_later_and_says_what_it_is() throws IOException {
    try (Lab lab = Lab.start(settings -> settings.version("8.4"))) {
      assertThat(lab.get("/version").object().get("release")).isEqualTo("8.4");
      assertThat(lab.get("/cluster/ha/rules").reason())
          .isEqualTo("Method 'GET /cluster/ha/rules' not implemented");
      assertThat(lab.get("/nodes/pve1/scan/glusterfs?server=nas").status()).isEqualTo(200);
    }
  }

  @Test
  void there_are_three_versions() {
    assertThat(SimulatedCluster.versions()).containsExactly("8.4", "9.1", "9.2");
    assertThatThrownBy(() -> Lab.start(settings -> settings.version("7.4")))
        .hasMessage("there is no version '7.4'; there are 8.4, 9.1, 9.2");
  }
}
