package dev.proxmoxmcp.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedTask;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.text.TextClass;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Every tool, over a host that puts hostile text into one field after the other of all that it
 * answers.
 */
@Timeout(300) // each case walks all tools
class HostileTextTest {
  /** Longer than anything is kept that was read. */
  static final Duration FORGOTTEN = Duration.ofMinutes(1);

  /** Answers with objects within objects. */
  private static final String NESTED = "/nodes/pve1/qemu/101/agent/get-fsinfo";

  /** What was shown by the tools that are done, and which these are. */
  private static final Set<String> SHOWN = new TreeSet<>();

  private static final Set<String> DONE = new TreeSet<>();

  static Set<String> tools() {
    return new TreeSet<>(SampleCalls.OF.keySet());
  }

  @Test
  void every_tool_has_sample_calls() {
    assertThat(SampleCalls.OF.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ToolCatalog.ALL.stream().map(ProxmoxTool::name).toList());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void what_others_wrote_is_clean_and_marked_and_taints_if_a_guest_wrote_it(String tool)
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      Planting planting = new Planting(lab.simulated().faults());
      List<String> wrong = new ArrayList<>();
      Set<Place> errors = new TreeSet<>();
      Set<String> shown = new TreeSet<>();
      for (List<String> sample : Objects.requireNonNull(SampleCalls.OF.get(tool))) {
        String[] call = filled(sample, lab);
        planting.look();
        lab.clock().advance(Guard.TAINT);
        lab.call(tool, call);
        boolean byOther = lab.tainted();
        for (Place place : planting.seen()) {
          if (place.kind() == Place.Kind.REASON && !errors.add(place)) {
            continue;
          }
          for (String hostile : texts(tool, sample)) {
            planting.at(place, hostile);
            lab.clock().advance(lab.tainted() ? Guard.TAINT : FORGOTTEN);
            ToolReply reply = lab.call(tool, call);
            for (String one : Marks.broken(reply)) {
              wrong.add(place + ": " + one);
            }
            if (reply.text().contains(Marks.PLANTED)) {
              if (place.kind() == Place.Kind.VALUE && !reply.isError()) {
                shown.add(place.documented());
              }
              badTaint(place, byOther, lab).ifPresent(one -> wrong.add(place + ": " + one));
            }
          }
        }
      }
      assertThat(wrong).isEmpty();
      if (!tool.startsWith("api_")) {
        assertThat(shown)
            .as("what %s shows, in docs/guard.md", tool)
            .isSubsetOf(TextTable.CLUSTER.fields());
        SHOWN.addAll(shown);
      }
      DONE.add(tool);
    }
  }

  /** So that nothing is sound because nothing was shown, and the table holds no field too many. */
  @AfterAll
  static void every_field_of_the_table_was_shown() {
    if (DONE.equals(tools())) {
      assertThat(SHOWN).isEqualTo(TextTable.CLUSTER.fields());
    }
  }

  /** What holds NUL is no output; what looks like JSON is for JSON that stands within a line. */
  private static List<String> texts(String tool, List<String> sample) {
    boolean json = tool.equals("api_write") || sample.contains(NESTED);
    boolean output = tool.equals("guest_exec") || tool.equals("guest_file_read");
    return json ? Marks.HOSTILE : List.of(output ? Marks.OUTPUT : Marks.HOSTILE.getFirst());
  }

  /**
   * Whether it taints as the class of that place says.
   *
   * @param byOther whether the same answer taints by another text; the state of a task decides
   *     whether its log is shown
   */
  private static Optional<String> badTaint(Place place, boolean byOther, ToolLab lab) {
    boolean byGuest =
        place.kind() != Place.Kind.REASON
            && TextClasses.of(
                    place.path(), JsonNodeFactory.instance.stringNode(Marks.HOSTILE.getFirst()))
                == TextClass.GUEST_WRITTEN;
    boolean free = byOther || place.field().contains("status");
    return byGuest == lab.tainted() || (!byGuest && free)
        ? Optional.empty()
        : Optional.of(byGuest ? "does not taint" : "taints, and no guest wrote it");
  }

  private static ToolLab lab() throws InterruptedException {
    ToolLab lab =
        ToolLab.homelab()
            .tainting()
            .as(SimulatedCluster::adminToken, Tier.CHANGE, Tier.DESTROY, Tier.EXEC, Tier.ADMIN);
    lab.call("snapshot_create", "guests", "101", "name", "before-update", "wait", "50");
    return lab;
  }

  private static String[] filled(List<String> sample, ToolLab lab) {
    return sample.stream()
        .map(word ->
            word.replace("FAILED", upid(lab, "vzdump:110")).replace("DONE", upid(lab, ":qm")))
        .toArray(String[]::new);
  }

  static String upid(ToolLab lab, String part) {
    return lab.simulated().tasks().stream()
        .map(SimulatedTask::upid)
        .filter(upid -> upid.contains(part))
        .findFirst()
        .orElseThrow();
  }
}
