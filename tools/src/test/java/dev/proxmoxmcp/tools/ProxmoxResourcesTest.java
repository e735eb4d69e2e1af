package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Resource;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.Resources.ReadFailure;
import dev.proxmoxmcp.mcp.api.Resources.Watch;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.resource.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxmoxResourcesTest {
  private static final Caller LOCAL = new Caller("local");

  private final Turns turns = new Turns();

  @Test
  void clusters_and_their_nodes_are_listed_and_not_every_guest() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      assertThat(resources.list(call()).stream().map(Resource::uri))
          .containsExactly(
              "proxmox://lab",
              "proxmox://lab/node/pve1",
              "proxmox://lab/node/pve2",
              "proxmox://lab/node/pve3");
    }
  }

  @Test
  void nodes_that_the_rules_forbid_to_look_at_are_not_listed_nor_watched() throws Exception {
    try (ToolLab lab = ToolLab.homelab().denyingLooks();
        ProxmoxResources resources = of(lab)) {
      assertThat(resources.list(call()).stream().map(Resource::uri))
          .containsExactly("proxmox://lab");
      assertThatThrownBy(() -> resources.watch("proxmox://lab/node/pve2", LOCAL, () -> {}))
          .isInstanceOf(ReadFailure.class)
          .hasMessageContaining("the policy forbids to look at this (policy:1)");
      assertThat(lab.simulated().requests().list()).isEmpty();
    }
  }

  @Test
  void what_is_read_is_what_the_tool_answers_in_short() throws Exception {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      String upid = lab.simulated().tasks().getFirst().upid();

      assertThat(text(resources, "proxmox://lab")).isEqualTo(lab.call("cluster_overview").text());
      assertThat(text(resources, "proxmox://lab/node/pve1"))
          .isEqualTo(lab.call("node_get", "node", "pve1").text());
      assertThat(text(resources, "proxmox://lab/guest/101"))
          .isEqualTo(lab.call("guest_get", "guest", "101").text());
      assertThat(text(resources, "proxmox://lab/task/" + upid))
          .isEqualTo(lab.call("task_get", "upid", upid).text());
      assertThat(text(resources, "proxmox://LAB/guest/%31%30%31")).contains("web1");
    }
  }

  @Test
  void an_address_of_ours_is_read_again_as_it_was_written() {
    for (String uri :
        List.of(
            "proxmox://lab",
            "proxmox://my%20lab/node/pve1",
            "proxmox://lab/guest/101",
            "proxmox://lab/task/UPID%3Apve1%3A00000001%3A00000002%3A69000000%3Aqmstart%3A101"
                + "%3Aroot%40pam%21t%3A")) {
      assertThat(Address.parse(uri).orElseThrow().uri()).isEqualTo(uri);
    }
    assertThat(Address.parse("proxmox://lab/task/UPID:pve1:00000001:00000002:69000000:a:1:r@pam:"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxmox:",
        "proxmox://",
        "proxmox:///node/pve1",
        "https://lab/node/pve1",
        "file:///etc/passwd",
        "proxmox://lab/",
        "proxmox://lab/node",
        "proxmox://lab/node/",
        "proxmox://lab/node/pve1/",
        "proxmox://lab/node/..",
        "proxmox://lab/node/%2e%2e%2f",
        "proxmox://lab/node/-pve1",
        "proxmox://lab/node/pve1?x=1",
        "proxmox://lab/node/pve1#x",
        "proxmox://user@other/node/pve1",
        "proxmox://lab/guest/0101",
        "proxmox://lab/guest/99",
        "proxmox://lab/guest/1e3",
        "proxmox://lab/guest/%zz",
        "proxmox://lab/guest/%1",
        "proxmox://lab/guest/%ff",
        "proxmox://lab/guest/101%00",
        "proxmox://lab/task/UPID:x",
        "proxmox://lab/storage/local",
        "proxmox://elsewhere/node/pve1",
        "proxmox://lab/node/pve9",
        "proxmox://lab/guest/999",
        "proxmox://lab/guest/\u0661\u0660\u0661"
      })
  void a_foreign_malformed_or_empty_address_holds_nothing(String uri) throws Exception {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      assertThat(resources.read(uri, call())).isEmpty();
      assertThat(resources.watch(uri, LOCAL, () -> {})).isEmpty();
      assertThat(resources.watched()).isZero();
    }
  }

  @Test
  void what_may_be_there_and_is_not_visible_is_said_with_the_reason() {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::narrowToken);
        ProxmoxResources resources = of(lab)) {
      assertThatThrownBy(() -> resources.read("proxmox://lab/guest/999", call()))
          .isInstanceOf(ReadFailure.class)
          .hasMessageContaining("that this token sees");
    }
  }

  @Test
  void a_cluster_that_is_down_is_listed_without_nodes_and_its_reading_says_why() throws Exception {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      lab.simulated().close();

      assertThat(resources.list(call()).stream().map(Resource::uri))
          .containsExactly("proxmox://lab");
      assertThatThrownBy(() -> resources.read("proxmox://lab/guest/101", call()))
          .isInstanceOf(ReadFailure.class)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void a_change_of_state_is_told_and_a_change_of_load_is_not() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.CHANGE, Tier.DESTROY);
        ProxmoxResources resources = of(lab);
        Watch _ = watch(resources, "proxmox://lab/guest/101", told)) {
      lab.clock().advance(Duration.ofMinutes(3));
      turns.one();
      assertThat(told).hasValue(0);

      lab.call("guest_power", "guests", "101", "action", "stop");
      lab.clock().advance(Duration.ofSeconds(30));
      turns.one();
      assertThat(told).hasValue(1);

      lab.clock().advance(Duration.ofSeconds(30));
      turns.one();
      assertThat(told).hasValue(1);
    }
  }

  @Test
  void the_overview_is_watched_by_what_is_in_it() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab);
        Watch _ = watch(resources, "proxmox://lab", told)) {
      lab.simulated().node("pve3").goesOffline();
      lab.clock().advance(Duration.ofMinutes(2));
      turns.one();
      assertThat(told).hasValue(1);
    }
  }

  @Test
  void a_node_that_goes_away_is_told_to_those_who_watch_it() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab);
        Watch _ = watch(resources, "proxmox://lab/node/pve2", told)) {
      lab.simulated().node("pve2").goesOffline();
      lab.clock().advance(Duration.ofMinutes(2));
      turns.one();

      assertThat(told).hasValue(1);
    }
  }

  @Test
  void all_who_watch_one_thing_share_a_look_and_with_the_last_of_them_it_ends() throws Exception {
    AtomicInteger one = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    try (ToolLab lab = ToolLab.homelab().allowing(Tier.CHANGE, Tier.DESTROY);
        ProxmoxResources resources = of(lab)) {
      Watch first = watch(resources, "proxmox://lab/guest/101", one);
      Watch second = watch(resources, "proxmox://LAB/guest/%3101", other);
      assertThat(resources.watched()).isEqualTo(1);

      lab.call("guest_power", "guests", "101", "action", "stop");
      lab.clock().advance(Duration.ofSeconds(30));
      turns.one();
      assertThat(List.of(one.get(), other.get())).containsExactly(1, 1);

      first.close();
      first.close();
      assertThat(resources.watched()).isEqualTo(1);
      second.close();
      assertThat(resources.watched()).isZero();
    }
  }

  @Test
  void another_principal_has_a_look_of_its_own() throws Exception {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      assertThat(resources.watch("proxmox://lab/guest/101", LOCAL, () -> {})).isPresent();
      assertThat(resources.watch("proxmox://lab/guest/101", new Caller("ann"), () -> {}))
          .isPresent();

      assertThat(resources.watched()).isEqualTo(2);
    }
  }

  @Test
  void nothing_is_asked_while_nobody_watches_and_nothing_after_the_end() throws Exception {
    try (ToolLab lab = ToolLab.homelab()) {
      ProxmoxResources resources = of(lab);
      assertThat(lab.requests()).isEmpty();
      assertThat(resources.watch("proxmox://lab/guest/101", LOCAL, () -> {})).isPresent();

      resources.close();

      assertThat(resources.watched()).isZero();
      assertThatThrownBy(() -> resources.watch("proxmox://lab", LOCAL, () -> {}))
          .isInstanceOf(ReadFailure.class)
          .hasMessageContaining("stops");
    }
  }

  @Test
  void no_more_than_two_hundred_things_are_watched() throws Exception {
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      for (int number = 0; number < 200; number++) {
        assertThat(resources.watch("proxmox://lab", new Caller("caller " + number), () -> {}))
            .isPresent();
      }

      assertThatThrownBy(() -> resources.watch("proxmox://lab/guest/101", LOCAL, () -> {}))
          .isInstanceOf(ReadFailure.class)
          .hasMessageContaining("200 things are watched");
    }
  }

  @Test
  void a_task_is_watched_to_its_end() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ToolLab lab = ToolLab.homelab();
        ProxmoxResources resources = of(lab)) {
      lab.call("guest_power", "guests", "old-nas", "action", "shutdown", "wait", "0");
      String upid =
          lab.simulated().tasks().stream()
              .filter(task -> task.upid().contains("shutdown"))
              .findFirst()
              .orElseThrow()
              .upid();
      try (Watch _ = watch(resources, "proxmox://lab/task/" + upid, told)) {
        lab.clock().advance(Duration.ofMinutes(10));
        turns.one();

        assertThat(told).hasValue(1);
      }
    }
  }

  @Test
  void several_clusters_have_their_own_addresses() throws Exception {
    try (SeveralLab lab = SeveralLab.of("north", "south")) {
      Toolbox tools = lab.tools();
      try (ProxmoxResources resources =
          new ProxmoxResources(() -> new ToolLoan(tools, () -> {}), turns)) {
        assertThat(resources.list(call()).stream().map(Resource::uri))
            .contains("proxmox://north", "proxmox://south", "proxmox://south/node/pve1");
        assertThat(text(resources, "proxmox://north/guest/1000"))
            .contains(lab.guest("north", 1000));
        assertThat(text(resources, "proxmox://south/guest/1000"))
            .contains(lab.guest("south", 1000));
      }
    }
  }

  private ProxmoxResources of(ToolLab lab) {
    return new ProxmoxResources(() -> new ToolLoan(lab.tools(), () -> {}), turns);
  }

  private static TestCall call() {
    return TestCall.of(new ArrayList<>());
  }

  private static Watch watch(ProxmoxResources resources, String uri, AtomicInteger told)
      throws ReadFailure {
    return resources.watch(uri, LOCAL, told::incrementAndGet).orElseThrow();
  }

  private static String text(ProxmoxResources resources, String uri) throws Exception {
    Optional<List<ResourceContents>> read = resources.read(uri, call());
    ResourceContents.Text only = (ResourceContents.Text) read.orElseThrow().getFirst();
    assertThat(only.mimeType()).isEqualTo("text/plain");
    assertThat(only.uri()).isEqualTo(uri);
    assertThat(only.text().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    return only.text();
  }
}
