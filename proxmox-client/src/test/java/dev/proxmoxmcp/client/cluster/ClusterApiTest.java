package dev.proxmoxmcp.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.http.Answers;
import dev.proxmoxmcp.client.http.Fields;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterApiTest {
  private final Lab lab = Lab.start();
  private final BoundCluster auditor = lab.as(lab.simulated().auditorToken());

  @BeforeAll
  void forgetWhatStartedIt() {
    lab.simulated().requests().clear();
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void the_status_names_the_cluster_and_its_nodes() {
    ClusterStatus status = auditor.cluster().status();

    assertThat(status.standalone()).isFalse();
    assertThat(status.quorate()).isTrue();
    assertThat(status.members())
        .extracting(member -> member.name().value())
        .containsExactlyInAnyOrder("pve1", "pve2", "pve3");
    assertThat(status.nodesOnline()).isEqualTo(3);
    assertThat(status.members()).filteredOn(ClusterStatus.Member::local).hasSize(1);
  }

  @Test
  void a_node_that_is_in_no_cluster_has_no_cluster_name_and_is_quorate() {
    try (Lab single = Lab.standalone()) {
      ClusterStatus status = single.as(single.simulated().auditorToken()).cluster().status();

      assertThat(status.standalone()).isTrue();
      assertThat(status.name()).isNull();
      assertThat(status.quorate()).isTrue();
      assertThat(status.members()).hasSize(1);
    }
  }

  @Test
  void the_version_is_told_to_any_token_that_is_valid() {
    Version version = lab.as(lab.simulated().blindToken()).cluster().version();

    assertThat(version.release()).isEqualTo("9.2");
    assertThat(version.version()).startsWith("9.2");
  }

  @Test
  void all_resources_are_guests_nodes_and_storages() {
    var resources = auditor.cluster().resources();

    assertThat(resources).filteredOn(GuestResource.class::isInstance).hasSize(24);
    assertThat(resources).filteredOn(NodeResource.class::isInstance).hasSize(3);
    assertThat(resources).filteredOn(StorageResource.class::isInstance).hasSizeGreaterThan(3);
  }

  @Test
  void resources_of_one_type_are_that_type_only() {
    assertThat(auditor.cluster().resources(ResourceType.NODE))
        .hasSize(3)
        .allMatch(NodeResource.class::isInstance);
    assertThat(auditor.cluster().resources(ResourceType.STORAGE))
        .isNotEmpty()
        .allMatch(StorageResource.class::isInstance);
  }

  @Test
  void a_token_without_rights_sees_nothing_and_gets_no_error() {
    assertThat(lab.as(lab.simulated().blindToken()).cluster().guests()).isEmpty();
  }

  @Test
  void a_token_with_few_rights_sees_what_it_may() {
    assertThat(lab.as(lab.simulated().narrowToken()).cluster().guests())
        .extracting(guest -> guest.ref().vmid().value())
        .containsExactlyInAnyOrder(101, 200);
  }

  @Test
  void the_status_without_the_privilege_is_denied_with_the_grant() {
    ClusterApi blind = lab.as(lab.simulated().blindToken()).cluster();

    assertThatThrownBy(blind::status)
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("Permission check failed (/, Sys.Audit)")
        .hasMessageContaining("pveum acl modify / --tokens 'nobody@pve!blind'");
  }

  @Test
  void a_nameless_guest_does_not_break_the_list() {
    assertThat(auditor.cluster().guests())
        .filteredOn(guest -> guest.ref().vmid().value() == 111)
        .singleElement()
        .satisfies(guest -> assertThat(guest.state()).isEqualTo(RunState.STOPPED));
  }

  private static Optional<Resource> read(String json) {
    return Answers.of("[" + json + "]").list(ResourceFields::read).getFirst();
  }

  @Test
  void an_entry_with_its_identity_alone_is_read() {
    assertThat(read("{\"type\":\"qemu\",\"node\":\"pve1\",\"vmid\":100}"))
        .get()
        .isInstanceOfSatisfying(
            GuestResource.class,
            guest -> {
              assertThat(guest.name()).isNull();
              assertThat(guest.state()).isEqualTo(RunState.UNKNOWN);
              assertThat(guest.load().memory()).isNull();
              assertThat(guest.marks().tags()).isEmpty();
            });
  }

  @Test
  void an_odd_figure_is_left_out_and_hides_nothing_else() {
    assertThat(
            read(
                """
                {"type":"qemu","node":"pve1","vmid":100,"name":"db1","cpu":1e307,"maxcpu":1e300,
                 "mem":-1,"maxmem":1e40,"disk":9223372036854775807,"maxdisk":1,"uptime":-1e99}
                """))
        .get()
        .isInstanceOfSatisfying(
            GuestResource.class,
            guest -> {
              assertThat(guest.name()).isEqualTo("db1");
              assertThat(guest.load().cpu()).isNull();
              assertThat(guest.load().memory()).isNull();
            });
  }

  @Test
  void types_that_we_do_not_know_are_left_out() {
    assertThat(read("{\"type\":\"pool\",\"pool\":\"lab\"}")).isEmpty();
    assertThat(read("{\"type\":\"sdn\",\"sdn\":\"zone\",\"node\":\"pve1\"}")).isEmpty();
    assertThat(read("{\"type\":\"hologram\"}")).isEmpty();
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void an_entry_whose_identity_is_malformed_is_left_out_alone() {
    String good = "{\"type\":\"lxc\",\"node\":\"pve1\",\"vmid\":\"200\"}";
    String bad = "{\"type\":\"qemu\",\"node\":\"../x\",\"vmid\":100}";

    assertThat(Answers.of("[" + bad + "," + good + "]").list(ResourceFields::read)).hasSize(1);
  }

  @Test
  void a_storage_as_a_host_answered_it() {
    Fields entry =
        Answers.of(
                """
                {"status":"available","shared":0,"maxdisk":270553174016,"node":"pve1",
                 "id":"storage/pve1/local","type":"storage","content":"iso,backup,images",
                 "storage":"local","disk":27665453056,"plugintype":"dir"}
                """)
            .object();

    assertThat(ResourceFields.read(entry))
        .get()
        .isInstanceOfSatisfying(
            StorageResource.class,
            storage -> {
              assertThat(storage.node()).isEqualTo(new NodeName("pve1"));
              assertThat(storage.available()).isTrue();
              assertThat(storage.shared()).isFalse();
              assertThat(storage.type()).isEqualTo("dir");
              assertThat(storage.content()).containsExactly("iso", "backup", "images");
              assertThat(storage.usage()).isNotNull();
            });
  }

  @Test
  void a_running_guest_has_its_figures() {
    assertThat(auditor.cluster().guests())
        .filteredOn(guest -> guest.ref().vmid().value() == 103)
        .singleElement()
        .satisfies(guest -> {
          assertThat(guest.name()).isEqualTo("db1");
          assertThat(guest.state()).isEqualTo(RunState.RUNNING);
          assertThat(guest.marks().tags()).containsExactly("db", "prod");
          assertThat(guest.marks().pool()).isEqualTo("prod");
          assertThat(guest.load().uptime()).isPositive();
          assertThat(guest.load().memory())
              .isNotNull()
              .extracting(memory -> memory.total())
              .isEqualTo(ByteSize.ofMebibytes(16384));
        });
  }
}
