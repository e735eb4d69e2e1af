package dev.proxmoxmcp.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.mcp.api.Content;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Prompt;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.Resources.ReadFailure;
import dev.proxmoxmcp.tools.ProxmoxResources;
import dev.proxmoxmcp.tools.TestCall;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolLoan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without a tool: resources and prompts. */
class HostileReadingsTest {
  /** A few of all fields: what is read is what the tools answer, which is tested for each. */
  private static final Set<String> READ =
      Set.of("name", "t", "status", "cpuinfo.model", "iface", "scsiN");

  private static McpCall call() {
    return TestCall.of(new ArrayList<>());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxmox://lab",
        "proxmox://lab/node/pve1",
        "proxmox://lab/guest/101",
        "proxmox://lab/task/FAILED"
      })
  void a_resource_is_clean_and_marked_as_the_tool_is_that_it_shows(String address)
      throws Exception {
    try (ToolLab lab = ToolLab.homelab().tainting().allowing();
        ProxmoxResources resources =
            new ProxmoxResources(
                () -> new ToolLoan(lab.tools(), () -> {}), _ -> new CountDownLatch(1).await())) {
      String uri = address.replace("FAILED", HostileTextTest.upid(lab, "vzdump:110"));
      Planting planting = new Planting(lab.simulated().faults());
      planting.look();
      read(resources, uri);
      int shown = 0;
      for (Place place : planting.seen()) {
        if (!READ.contains(place.field())) {
          continue;
        }
        planting.at(place, Marks.HOSTILE.getFirst());
        lab.clock().advance(HostileTextTest.FORGOTTEN);
        String text = read(resources, uri);
        shown += text.contains(Marks.PLANTED) ? 1 : 0;
        assertThat(Marks.brokenText(text)).as(place.toString()).isEmpty();
      }
      assertThat(shown).isPositive();
      planting.look();
      lab.clock().advance(Guard.TAINT);
      read(resources, uri);
      assertThat(lab.tainted()).as("for the log of a task").isEqualTo(uri.contains("/task/"));
    }
  }

  /** What it says, or why it says nothing. */
  private static String read(ProxmoxResources resources, String uri) throws InterruptedException {
    try {
      return resources
          .read(uri, call())
          .map(found -> ((ResourceContents.Text) found.getFirst()).text())
          .orElse("");
    } catch (ReadFailure failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  @Test
  void a_prompt_keeps_what_was_filled_in_within_its_marks() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (Prompt prompt : lab.tools().prompts().all()) {
        for (String hostile : Marks.HOSTILE) {
          Map<String, String> filled = new HashMap<>();
          prompt.arguments().forEach(argument -> filled.put(argument.name(), hostile));

          String words =
              ((Content.Text)
                      prompt.handler().words(filled, call()).messages().getFirst().content())
                  .text();

          assertThat(Marks.brokenText(words)).as(prompt.name()).isEmpty();
        }
      }
    }
  }
}
