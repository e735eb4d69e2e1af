package dev.proxmoxmcp.tools.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import org.junit.jupiter.api.Test;

class StorageListToolTest {
  /** Lesson 7: whole, compact, percentages beside bytes, available bytes, nothing repeated. */
  @Test
  void the_storages_of_the_homelab_look_like_this_from_one_request() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("storage_list.txt", lab.call("storage_list").text());
      assertThat(lab.requests())
          .extracting(request -> request.apiPath())
          .containsExactly("/cluster/resources");
    }
  }

  /** A storage that hangs keeps who asks it for 30 s, so nobody asks it. */
  @Test
  void no_storage_is_asked_so_one_that_hangs_hides_none() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("storage_list");
      lab.call("storage_list", "content", "backup");
      lab.simulated().storage("nas").hangs();
      ToolReply reply = lab.call("storage_list", "node", "pve1");

      assertThat(reply.text())
          .contains(
              "Node pve1 was not asked what is free: not available there is nas, for which it would"
                  + " wait.")
          .contains("\t≤216 GiB\t");
      assertThat(lab.requests()).noneMatch(request -> request.apiPath().contains("/storage"));
    }
  }

  /** The node asks only storages that take the content. */
  @Test
  void a_storage_that_hangs_does_not_matter_for_a_content_that_it_does_not_take()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("nas").hangs();

      assertThat(lab.call("storage_list", "node", "pve1", "content", "backup").text())
          .contains("local\tdir\tpve1\t24 of 240 GiB (10%)\t216 GiB\t")
          .doesNotContain("≤");
      assertThat(lab.requests().getLast().parameters()).containsEntry("content", "backup");
    }
  }

  /** The cluster's list has no figure for it, and a part of what is not taken may be reserved. */
  @Test
  void what_is_free_is_told_by_a_node_that_is_named_and_else_an_upper_bound()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("storage_list", "node", "pve2").text())
          .contains("local\tdir\tpve2\t24 of 240 GiB (10%)\t216 GiB\t")
          .doesNotContain("≤");
      assertThat(lab.call("storage_list", "node", "pve2", "format", "json").text())
          .contains("\"freeBytes\":")
          .doesNotContain("freeAtMostBytes");
      assertThat(lab.call("storage_list", "format", "json").text())
          .contains("\"freeAtMostBytes\":")
          .doesNotContain("freeBytes");
      assertThat(lab.requests())
          .extracting(request -> request.apiPath())
          .containsExactly(
              "/cluster/resources",
              "/nodes/pve2/storage",
              "/cluster/resources",
              "/nodes/pve2/storage",
              "/cluster/resources");
    }
  }

  @Test
  void a_node_that_does_not_say_what_is_free_hides_no_storage() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated()
          .faults()
          .nextAt("/nodes/pve2/storage", Fault.status(596, "Connection timed out"));

      ToolReply reply = lab.call("storage_list", "node", "pve2");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text()).contains("Node pve2 did not say what is free: ", "\t≤216 GiB\t");
    }
  }

  @Test
  void storages_are_filtered_by_node_and_content() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String text = lab.call("storage_list", "node", "pve2", "content", "backup").text();

      assertThat(text)
          .startsWith("2 of 8 storages: node=\"pve2\", content=backup.")
          .contains("local\tdir\tpve2\t", "pbs\tpbs\tshared by 3\t")
          .doesNotContain("nas", "local-lvm", "pve1");
    }
  }

  /** Lesson 8: what does not exist is said, with what does. */
  @Test
  void a_node_that_does_not_exist_is_not_a_node_without_storages() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String wrong : new String[] {"pve9", "../pve1", "pve1%2f", "pve1?x="}) {
        ToolReply reply = lab.call("storage_list", "node", wrong);

        assertThat(reply.outcome()).isEqualTo(ToolReply.Outcome.USAGE);
        assertThat(reply.text()).contains("there are pve1, pve2, pve3.");
      }
    }
  }

  @Test
  void without_rights_storages_are_not_visible_rather_than_none() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::blindToken)) {
      assertThat(lab.call("storage_list").text())
          .startsWith(
              "Not every storage is visible: token nobody@pve!blind lacks Datastore.Audit on"
                  + " /storage.")
          .endsWith("\n0 storages.");
    }
  }

  @Test
  void programs_get_bytes() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("storage_list", "format", "json").text())
          .contains(
              "{\"storage\":\"nas\",\"type\":\"nfs\",\"shared\":true,\"nodes\":[\"pve1\",\"pve2\","
                  + "\"pve3\"],\"available\":true,\"usedBytes\":");
    }
  }
}
