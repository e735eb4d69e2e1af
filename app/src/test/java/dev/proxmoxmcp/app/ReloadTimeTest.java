package dev.proxmoxmcp.app;

import static dev.proxmoxmcp.app.ReloadLab.AT_NORTH;
import static dev.proxmoxmcp.app.ReloadLab.AT_SOUTH;
import static dev.proxmoxmcp.app.ReloadLab.INITIALIZE;
import static dev.proxmoxmcp.app.ReloadLab.call;
import static dev.proxmoxmcp.app.ReloadLab.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.ReloadLab.Stdio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** What the settings say anew is in force at once, or waits for the next start and is told. */
@Timeout(120)
@Isolated // there is one log for a process
class ReloadTimeTest {
  @TempDir Path folder;

  private ReloadLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = new ReloadLab(folder);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void less_is_allowed_at_once_and_more_at_the_next_start() throws Exception {
    String start = "{\"guests\":[106],\"action\":\"start\"}";
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      assertThat(toolList(server, 2)).contains("Tier change, destroy asks a person.");

      lab.write(lab.north, "allow: change\n", "");
      lab.looks.two();

      assertThat(text(server.ask(call(3, "guest_power", start)))).contains("nothing was sent");
      assertThat(lab.log())
          .contains("What the settings say now about allow takes effect when the server starts");
    }
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      assertThat(toolList(server, 2)).contains(" Tier destroy asks a person.");
      lab.write(lab.north, "allow: read\n", "");
      lab.looks.two();
      assertThat(text(server.ask(call(3, "guest_power", start)))).contains("nothing was sent");
      assertThat(toolList(server, 4)).contains("Tier change, destroy asks a person.");

      lab.write(lab.north, "allow: change\n", "");
      lab.looks.two();

      assertThat(text(server.ask(call(5, "guest_power", start)))).contains("now running.");
    }
  }

  @Test
  void what_waits_for_the_next_start_is_said_for_each_and_for_nothing_else() throws Exception {
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);

      lab.write(
          lab.north,
          """
          # a line more, so that all places are others
          lean: true
          audit: {keep-days: 90}
          policy:
            taint: 0
            rates: {change: {per-minute: 7}}
            commands:
              uptime: {run: [uptime]}
          """,
          "");
      lab.looks.two();

      for (String key :
          List.of("policy.taint", "policy.rates", "policy.commands", "state or audit", "lean")) {
        assertThat(lab.log())
            .contains("about " + key + " takes effect when the server starts again");
      }
      assertThat(lab.log()).doesNotContain("about allow", "about http.address");
    }
  }

  @Test
  void the_log_level_changes_at_once() throws Exception {
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);

      lab.write(lab.north, "log: {level: error}\n", "");
      lab.looks.two();
      lab.write(lab.south, "log: {level: error}\n", "");
      lab.looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_SOUTH);
      assertThat(lab.log()).doesNotContain("read again");
    }
  }

  @Test
  void a_change_beside_the_rules_is_no_change_of_the_rules() throws Exception {
    String rules = "policy: {rules: [{ask: {tag: prod}}]}\n";
    lab.write(lab.north, "log: {level: info}\n" + rules, "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      // What is recorded at the start is recorded beside the first calls.
      for (int call = 2; !lab.log().contains("Rules that were not in force"); call++) {
        server.ask(call(call, "guest_list", "{}"));
      }

      lab.write(lab.north, "# a line more\nlog: {level: debug}\n" + rules, "");
      lab.looks.two();

      assertThat(lab.log()).contains("The settings were read again and are in force.");
      assertThat(lab.log()).containsOnlyOnce("Rules that were not in force before");
    }
  }

  @Test
  void other_clusters_than_those_of_the_start_are_told_and_not_taken() throws Exception {
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);

      lab.write(lab.settings(lab.south, "", "").replace("lab:", "attic:"));
      lab.looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(lab.log())
          .contains("other clusters than before (attic instead of lab) take effect");
    }
  }

  private static String toolList(Stdio server, int id) throws IOException {
    JsonNode tools =
        server
            .ask("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}")
            .at("/result/tools");
    for (JsonNode tool : tools) {
      if (tool.path("name").asString().equals("guest_power")) {
        return tool.path("description").asString();
      }
    }
    return "";
  }
}
