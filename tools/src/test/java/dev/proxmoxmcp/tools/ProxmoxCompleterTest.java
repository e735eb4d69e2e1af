package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Completer.Of;
import dev.proxmoxmcp.mcp.api.Completer.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxmoxCompleterTest {
  private static final Of PROMPT = new Of.APrompt("why_slow");
  private static final Of ADDRESS = new Of.ATemplate("proxmox://{cluster}/guest/{vmid}");

  @Test
  void clusters_nodes_guests_storages_and_tasks_are_proposed() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(proposed(lab.tools(), ADDRESS, "cluster", "", Map.of())).containsExactly("lab");
      assertThat(proposed(lab.tools(), ADDRESS, "node", "PVE", Map.of()))
          .containsExactly("pve1", "pve2", "pve3");
      assertThat(proposed(lab.tools(), PROMPT, "storage", "loc", Map.of())).contains("local");
      assertThat(proposed(lab.tools(), ADDRESS, "upid", "UPID:", Map.of())).isNotEmpty();
      assertThat(proposed(lab.tools(), PROMPT, "colour", "", Map.of())).isEmpty();
    }
  }

  @Test
  void a_guest_is_found_by_its_name_and_its_vmid_where_an_address_takes_the_vmid_alone()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(proposed(lab.tools(), PROMPT, "guest", "we", Map.of())).startsWith("web1");
      assertThat(proposed(lab.tools(), PROMPT, "guest", "101", Map.of())).containsExactly("101");
      assertThat(proposed(lab.tools(), ADDRESS, "vmid", "web1", Map.of())).startsWith("101");
    }
  }

  @Test
  void snapshots_are_those_of_the_guest_that_was_named_before() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("snapshot_create", "guests", "101", "name", "before_update");

      assertThat(proposed(lab.tools(), PROMPT, "snapshot", "", Map.of("guest", "web1")))
          .contains("before_update");
      assertThat(proposed(lab.tools(), PROMPT, "snapshot", "", Map.of())).isEmpty();
    }
  }

  @Test
  void the_cluster_that_was_named_before_is_the_one_that_is_asked() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("north", "south")) {
      String there = lab.guest("south", 1000);

      assertThat(proposed(lab.tools(), PROMPT, "guest", there, Map.of("cluster", "south")))
          .contains(there);
      assertThat(proposed(lab.tools(), PROMPT, "guest", "", Map.of("cluster", "north")))
          .doesNotContain(there);
      assertThat(proposed(lab.tools(), PROMPT, "guest", "", Map.of("cluster", "west"))).isEmpty();
    }
  }

  @Test
  void a_silent_cluster_proposes_nothing_and_does_not_hide_the_others()
      throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("north", "south")) {
      lab.simulated("north").close();

      assertThat(proposed(lab.tools(), PROMPT, "node", "", Map.of())).isNotEmpty();
      assertThat(proposed(lab.tools(), PROMPT, "node", "", Map.of("cluster", "north"))).isEmpty();
      assertThat(proposed(lab.tools(), PROMPT, "cluster", "s", Map.of())).containsExactly("south");
    }
  }

  @Test
  void what_the_rules_forbid_to_look_at_is_not_proposed_nor_asked_for()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().denyingLooks()) {
      for (String argument : List.of("node", "guest", "storage", "upid")) {
        assertThat(proposed(lab.tools(), PROMPT, argument, "", Map.of())).as(argument).isEmpty();
      }
      assertThat(proposed(lab.tools(), PROMPT, "cluster", "", Map.of())).containsExactly("lab");
      assertThat(lab.simulated().requests().list()).isEmpty();
    }
  }

  private static List<String> proposed(
      Toolbox tools, Of of, String argument, String typed, Map<String, String> others)
      throws InterruptedException {
    return new ProxmoxCompleter(() -> new ToolLoan(tools, () -> {}))
        .complete(new Typed(of, argument, typed, others), TestCall.of(new ArrayList<>()));
  }
}
