package dev.proxmoxmcp.tools.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.guest.NewSnapshot;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuestPartsTest {
  private static final GuestRef WEB1 =
      new GuestRef(GuestKind.QEMU, new NodeName("pve1"), new Vmid(101));

  /** Takes snapshots of web1, one after the other. */
  private static void take(ToolLab lab, NewSnapshot... snapshots) {
    BoundCluster cluster = lab.cluster().through(Gate.open());
    for (NewSnapshot snapshot : snapshots) {
      cluster.tasks().complete(cluster.snapshots().create(WEB1, snapshot), Duration.ofSeconds(30));
    }
  }

  private static NewSnapshot named(String name) {
    return new NewSnapshot(new SnapshotName(name), "", false);
  }

  @Test
  void snapshots_are_told_as_the_tree_that_they_are() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      take(
          lab,
          new NewSnapshot(new SnapshotName("before"), "before the \"upgrade\"\nof web", false),
          new NewSnapshot(new SnapshotName("after"), "", true));

      assertThat(lab.call("guest_get", "guest", "web1", "parts", "snapshots").text())
          .containsPattern(
              "snapshots: 2, its present state comes from \"after\"\n  \"before\" taken")
          .containsPattern(
              "  \"before\" taken [0-9]+s ago: \"before the 'upgrade' of web\"\n    \"after")
          .containsPattern("    \"after\" taken [0-9]+s ago, with memory");
    }
  }

  @Test
  void only_the_latest_of_many_snapshots_are_told_and_their_number_stays_true()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (int number = 10; number < 42; number++) {
        take(lab, named("auto" + number));
      }

      String concise = lab.call("guest_get", "guest", "web1", "parts", "snapshots").text();
      assertThat(concise)
          .contains("snapshots: 32, ", "the last 30 here, format=detailed shows all", "\"auto12\"")
          .doesNotContain("\"auto11\"");
      assertThat(
              lab.call("guest_get", "guest", "web1", "parts", "snapshots", "format", "detailed")
                  .text())
          .contains("\"auto10\"");
    }
  }

  @Test
  void what_waits_for_the_next_start_is_told_from_and_to() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("guest_get", "guest", "web2", "parts", "pending").text())
          .contains("pending changes, from its next start:\n  memory: \"4096\" → \"8192\"")
          .doesNotContain("recent tasks");
      assertThat(
              lab.call("guest_get", "guest", "web2", "parts", "pending", "format", "json").text())
          .contains(
              "\"pendingChanges\":[{\"key\":\"memory\",\"before\":\"4096\",\"after\":\"8192\"}]");
    }
  }

  @Test
  void parts_that_are_empty_say_so_of_machines_and_containers() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String guest : new String[] {"web1", "dns"}) {
        assertThat(lab.call("guest_get", "guest", guest, "parts", "pending,snapshots").text())
            .contains("\nsnapshots: none\npending changes: none");
      }
    }
  }

  @Test
  void a_part_that_cannot_be_read_is_named_with_the_reason_and_hides_nothing_else()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .next(
              request -> request.apiPath().endsWith("/snapshot"),
              Fault.status(595, "No route to host"));

      ToolReply reply =
          lab.call("guest_get", "guest", "web2", "parts", "[\"snapshots\",\"pending\"]");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .startsWith("VM 102 \"web2\" on pve2: running")
          .contains("snapshots could not be read: ", "No route to host", "memory: \"4096\" → ");
    }
  }

  @Test
  void an_unknown_part_is_answered_with_those_that_there_are() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("guest_get", "guest", "web1", "parts", "snapshot");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text()).contains("each one of tasks, snapshots, pending, ");
    }
  }
}
