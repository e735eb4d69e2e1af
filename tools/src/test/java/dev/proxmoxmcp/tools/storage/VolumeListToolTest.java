package dev.proxmoxmcp.tools.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VolumeListToolTest {
  private static final String NAS = "/nodes/pve1/storage/nas/content";

  /** Lesson 7: one table with what means something: size, use, format, age. */
  @Test
  void the_volumes_of_the_homelab_look_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      Golden.check("volume_list.txt", lab.call("volume_list", "limit", "30").text());
    }
  }

  /** Two shared storages once each, two others at three nodes, and the list of storages. */
  @Test
  void every_storage_is_asked_once_whatever_the_number_of_volumes() throws InterruptedException {
    try (ToolLab lab =
        ToolLab.homelab(cluster -> cluster.guests(300)).as(SimulatedCluster::adminToken)) {
      lab.call("volume_list");

      assertThat(lab.requests()).hasSize(1 + 2 + 2 * 3);
    }
  }

  @Test
  void only_storages_that_take_the_content_are_asked() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      assertThat(lab.call("volume_list", "content", "iso", "node", "pve2").text())
          .startsWith("3 volumes: content=iso, node=\"pve2\".")
          .contains("\"nas:iso/debian-13.2.0-amd64-netinst.iso\"\tshared\tiso\t-\t783 MiB");
      assertThat(lab.requests())
          .extracting(request -> request.apiPath())
          .containsExactlyInAnyOrder(
              "/cluster/resources",
              "/nodes/pve2/storage/local/content",
              "/nodes/pve2/storage/nas/content");
    }
  }

  /** Lesson 5: a name is enough. */
  @Test
  void the_volumes_of_one_guest_are_found_by_its_name() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      assertThat(lab.call("volume_list", "guest", "nextcloud", "content", "images").text())
          .startsWith("1 volume: content=images, guest=104.")
          .contains("\"nas:104/vm-104-disk-0.qcow2\"\tshared\timages\t104\t64 GiB\t");
    }
  }

  @Test
  void a_storage_that_fails_is_named_and_the_others_are_shown() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      lab.simulated().faults().nextAt(NAS, Fault.status(596, "Connection timed out"));

      ToolReply reply = lab.call("volume_list");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains("Not shown: storage nas: ", "596")
          .contains("local-lvm:vm-101-disk-0")
          .doesNotContain("nas:iso/");
    }
  }

  @Test
  void a_storage_that_hangs_is_waited_for_no_longer_than_the_budget_and_named()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      lab.simulated()
          .faults()
          .next(
              request -> {
                boolean hung = request.apiPath().equals(NAS);
                if (hung) {
                  lab.clock().advance(Duration.ofSeconds(10));
                }
                return hung;
              },
              Fault.SILENCE);

      ToolReply reply = lab.call("volume_list");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text()).contains("Not shown: storage nas: no answer within 10 s");
    }
  }

  /** Nobody may take an answer that never came for an empty one. */
  @Test
  void where_no_storage_answers_that_is_an_error() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      lab.simulated().faults().nextAt(NAS, Fault.status(596, "Connection timed out"));

      ToolReply reply = lab.call("volume_list", "storage", "nas");

      assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(reply.text()).contains("a storage that is slow or hangs does that");
    }
  }

  @Test
  void disks_that_an_auditor_may_not_see_are_said_to_be_not_visible() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::auditorToken)) {
      assertThat(lab.call("volume_list", "content", "images").text())
          .isEqualTo(
              "Not all is visible, so what is missing here may exist: token viewer@pve!audit lacks"
                  + " VM.Config.Disk on /vms (for disks). Grant: pveum role add DiskViewer --privs"
                  + " VM.Config.Disk; pveum acl modify /vms --tokens 'viewer@pve!audit' --roles"
                  + " DiskViewer (and the same with --users viewer@pve: a token with privilege"
                  + " separation has no more than its user). Roles on a path replace what is"
                  + " inherited from above it: name those too.\n0 volumes: content=images.");
    }
  }

  /** What is not there cannot be hidden. */
  @Test
  void a_storage_that_takes_no_disks_hides_none() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("volume_list", "storage", "pbs").text())
          .startsWith("27 volumes: storage=\"pbs\".\nvolid\t");
      assertThat(lab.call("volume_list", "storage", "nas").text())
          .contains("lacks VM.Config.Disk on /vms (for disks).")
          .doesNotContain("for backups");
    }
  }

  @Test
  void a_content_that_a_storage_does_not_take_is_not_an_empty_list() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("volume_list", "storage", "pbs", "content", "iso");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo("Storage \"pbs\" takes no iso, only backup. These do: local, nas.");
    }
  }

  @Test
  void storages_that_are_all_away_are_not_empty_ones() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("local-lvm").hangs();
      lab.simulated().storage("nas").hangs();

      ToolReply reply = lab.call("volume_list", "node", "pve3", "content", "images");

      assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(reply.text())
          .isEqualTo(
              "None of these storages is available: local-lvm on pve3, nas, so what lies there is"
                  + " not known. storage_list shows which are available.");
    }
  }

  @Test
  void a_storage_that_does_not_exist_is_not_an_empty_one() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String wrong : new String[] {"nosuch", "../../access/users?x=", "nas/../../x"}) {
        ToolReply reply = lab.call("volume_list", "storage", wrong);

        assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
        assertThat(reply.text()).endsWith("there are local, local-lvm, nas, pbs.");
      }
    }
  }

  @Test
  void pages_fit_together_and_numbers_may_be_texts() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken)) {
      String whole = lab.call("volume_list", "limit", "1000", "format", "json").text();
      String first = lab.call("volume_list", "limit", "5").text();
      String second = lab.call("volume_list", "limit", "5", "cursor", "5").text();

      assertThat(first).endsWith("Rows 1 to 5; for more: cursor=5");
      assertThat(second).endsWith("Rows 6 to 10; for more: cursor=10");
      String volid = second.lines().skip(2).findFirst().orElseThrow().split("\t", -1)[0];
      assertThat(first).doesNotContain(volid);
      assertThat(whole).contains("{\"volid\":" + volid);
    }
  }
}
