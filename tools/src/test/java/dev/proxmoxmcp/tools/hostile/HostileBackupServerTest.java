package dev.proxmoxmcp.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.tools.BackupServerLab;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same as {@link HostileTextTest}, over a Backup Server that says hostile things. */
class HostileBackupServerTest {
  /** What was shown by the tools that are done, and which these are. */
  private static final Set<String> SHOWN = new TreeSet<>();

  private static final Set<String> DONE = new TreeSet<>();

  static Set<String> tools() {
    return new TreeSet<>(SampleCalls.ON_BACKUP_SERVERS.keySet());
  }

  @Test
  void every_tool_that_looks_there_has_sample_calls() {
    assertThat(SampleCalls.ON_BACKUP_SERVERS.keySet())
        .containsAll(
            ToolCatalog.TYPED.stream()
                .filter(ProxmoxTool::onBackupServers)
                .filter(tool -> tool.effect().readOnly())
                .map(ProxmoxTool::name)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void what_others_wrote_there_is_clean_and_marked(String tool) throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.alone(SimulatedBackupServer::adminToken);
      Planting planting = new Planting(lab.server().faults());
      List<String> wrong = new ArrayList<>();
      Set<String> shown = new TreeSet<>();
      for (List<String> sample : of(tool)) {
        planting.look();
        String[] call = filled(sample, tools);
        assertThat(BackupServerLab.call(tools, tool, call).text()).isNotEmpty();
        for (Place place : planting.seen()) {
          planting.at(place, Marks.HOSTILE.getFirst());
          lab.clock().advance(HostileTextTest.FORGOTTEN);
          ToolReply reply = BackupServerLab.call(tools, tool, call);
          Marks.broken(reply).forEach(one -> wrong.add(place + ": " + one));
          if (place.kind() == Place.Kind.VALUE
              && !reply.isError()
              && reply.text().contains(Marks.PLANTED)) {
            shown.add(place.documented());
          }
        }
      }
      assertThat(wrong).isEmpty();
      if (!tool.startsWith("api_")) {
        assertThat(shown)
            .as("what %s shows, in docs/guard.md", tool)
            .isSubsetOf(TextTable.BACKUP_SERVER.fields());
        SHOWN.addAll(shown);
      }
      DONE.add(tool);
    }
  }

  /** So that nothing is sound because nothing was shown, and the table holds no field too many. */
  @AfterAll
  static void every_field_of_the_table_was_shown() {
    if (DONE.equals(tools())) {
      assertThat(SHOWN).isEqualTo(TextTable.BACKUP_SERVER.fields());
    }
  }

  private static List<List<String>> of(String tool) {
    return Objects.requireNonNull(SampleCalls.ON_BACKUP_SERVERS.get(tool));
  }

  private static String[] filled(List<String> sample, Toolbox tools) throws InterruptedException {
    List<String> words = new ArrayList<>();
    for (String word : sample) {
      words.add(
          word.equals("FAILED")
              ? upid(tools, "error")
              : word.equals("DONE") ? upid(tools, "ok") : word);
    }
    return words.toArray(String[]::new);
  }

  private static String upid(Toolbox tools, String result) throws InterruptedException {
    ToolReply listed = BackupServerLab.call(tools, "task_list", "result", result, "format", "json");
    return Objects.requireNonNull(listed.json()).path("tasks").path(0).path("upid").asString();
  }
}
