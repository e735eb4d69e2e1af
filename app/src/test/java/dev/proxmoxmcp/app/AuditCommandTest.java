package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code audit list}, {@code verify} and {@code export}, as a person at a terminal reads them. */
class AuditCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @TempDir Path folder;

  private Map<String, String> environment() {
    return Map.of("PROXMOX_MCP_STATE", folder.resolve("state").toString());
  }

  private CommandRun run(String... arguments) {
    return CommandRun.in(environment(), arguments);
  }

  private void recorded() {
    record(Event.READ, NOON, "anna", "guest_list", "looked");
    record(Event.INTENT, NOON.plusSeconds(60), "local", "guest_power", "stop 104\u001b[31m");
    record(Event.OUTCOME, NOON.plusSeconds(61), "local", "guest_power", "done");
  }

  private void record(Event event, Instant at, String principal, String tool, String what) {
    GuardStores stores =
        new GuardStores(
            Map.of("XDG_STATE_HOME", folder.resolve("xdg").toString()), () -> at, Thread::sleep);
    var settings =
        new dev.proxmoxmcp.settings.AuditEntry(
            folder.resolve("state"),
            new dev.proxmoxmcp.settings.AuditEntry.Kept(null, null),
            false,
            null,
            null,
            false,
            null);
    try (GuardStore store = stores.lasting(settings)) {
      store.change(books ->
          books.append(
              new AuditEntry(
                  at,
                  event,
                  new Origin(principal, "r-1", "lab", tool),
                  JsonNodeFactory.instance.objectNode().put("what", what))));
    }
  }

  /** Changes a byte of the file, where the text of a record stands. */
  private void tamper() throws IOException {
    Path file = folder.resolve("state/guard.db");
    byte[] content = Files.readAllBytes(file);
    String text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
    int place = text.indexOf("stop 104");
    assertThat(place).isPositive();
    content[place + 5] = '9';
    Files.write(file, content);
  }

  @Test
  void without_a_trail_there_is_nothing_to_list_and_nothing_is_wrong() {
    assertThat(run("audit", "list").out()).startsWith("Nothing like that is recorded in ");
    CommandRun verified = run("audit", "verify");
    assertThat(verified.out()).startsWith("OK: nothing is recorded in ");
    assertThat(verified.exitCode()).isZero();
    assertThat(run("audit", "export").out()).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void the_newest_records_are_listed_the_newest_last() {
    recorded();

    CommandRun run =
        run("audit", "list", "--limit", "3", "--event", "intent", "--event", "outcome");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("3  2026-11-30 12:01:00Z  intent      local, guest_power on lab: ")
                    .contains("stop 104")
                    .doesNotContain("\u001b", "{"),
            line -> assertThat(line).startsWith("5  2026-11-30 12:01:01Z  outcome "));
  }

  @Test
  void checkpoints_are_left_out_unless_somebody_asks_for_them() {
    recorded();

    assertThat(run("audit", "list").out()).doesNotContain("checkpoint").contains("intent");
    assertThat(run("audit", "list", "--event", "checkpoint").out().lines()).hasSize(3);
    assertThat(run("audit", "list", "--json").out()).contains("checkpoint");
  }

  @Test
  void records_are_found_by_principal_tool_and_time() {
    recorded();

    assertThat(run("audit", "list", "--principal", "anna").out()).contains("guest_list");
    assertThat(run("audit", "list", "--principal", "anna").out().lines()).hasSize(1);
    assertThat(run("audit", "list", "--tool", "guest_power").out().lines()).hasSize(2);
    assertThat(
            run("audit", "list", "--since", "2026-11-30T12:01:01Z", "--tool", "guest_power").out())
        .contains("outcome")
        .doesNotContain("intent");
    assertThat(run("audit", "list", "--event", "read", "--json").out())
        .startsWith("[{\"seq\":1,\"previous\":\"000")
        .endsWith("}}]");
  }

  @Test
  void a_question_that_makes_no_sense_is_refused() {
    assertThat(run("audit", "list", "--since", "yesterday").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "list", "--event", "lunch").err()).contains("there are started, read");
    assertThat(run("audit", "list", "--limit", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(CommandRun.of("audit", "list").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_whole_trail_is_verified_with_its_key() {
    recorded();

    CommandRun run = run("audit", "verify");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("OK: 6 records in ").contains("3 checkpoints", "Key: SHA256:");
    String key = run.out().substring(run.out().indexOf("SHA256:"));
    assertThat(run("audit", "verify", "--key", key).exitCode()).isZero();
    CommandRun other = run("audit", "verify", "--key", "SHA256:another");
    assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(other.out()).contains("SHA256:another was asked for");
  }

  @Test
  void a_changed_record_is_found_listed_as_such_and_not_exported() throws IOException {
    recorded();
    tamper();

    CommandRun verified = run("audit", "verify");
    assertThat(verified.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(verified.out())
        .contains(
            "Record 3 is not what was recorded",
            "Up to record 1, signed at 2026-11-30T12:00:00Z, all is as it was recorded.",
            "From record 4 to the last, 6, each follows on the one before it.");
    assertThat(run("audit", "verify", "--json").out())
        .contains("\"intact\" : false", "\"flaw\" : \"edited\"", "\"seq\" : 3");
    assertThat(run("audit", "list").out()).contains("3  CHANGED: this is not what was recorded");
    CommandRun exported = run("audit", "export");
    assertThat(exported.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(exported.err()).startsWith("1 records are not what was recorded");
    assertThat(exported.out()).doesNotContain("{\"seq\":3,");
  }

  @Test
  void records_are_exported_for_other_programs() {
    recorded();

    assertThat(run("audit", "export", "--event", "intent").out())
        .startsWith("{\"seq\":3,\"previous\":\"")
        .endsWith("\"detail\":{\"what\":\"stop 104\\u001B[31m\"}}}");
    assertThat(run("audit", "export", "--format", "ocsf").out().lines())
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("\"class_uid\":6003"));
  }

  @Test
  void a_copy_elsewhere_is_read_by_its_folder() throws IOException {
    recorded();
    Path copy = Files.move(folder.resolve("state"), folder.resolve("copy"));

    assertThat(CommandRun.of("audit", "verify", "--state", copy.toString()).out())
        .startsWith("OK: 6 records in " + copy);
  }

  @Test
  void the_settings_file_names_the_folder_whatever_else_it_says() throws IOException {
    recorded();
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"), "version: 1\nstate: state\nclusters: {}\n");

    assertThat(CommandRun.of("audit", "verify", "--config", file.toString()).out())
        .startsWith("OK: 6 records in " + folder.resolve("state"));
  }

  @Test
  void without_a_home_changes_are_refused_with_what_to_set() {
    GuardStores stores = new GuardStores(Map.of(), () -> NOON, Thread::sleep);
    try (GuardStore store = stores.lasting(dev.proxmoxmcp.settings.AuditEntry.NONE)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.change(_ -> true))
          .isInstanceOf(dev.proxmoxmcp.guard.store.CannotRecord.class)
          .hasMessageContaining("PROXMOX_MCP_STATE");
      assertThat(store.<Boolean>look(books -> books.head().seq() == 0)).isTrue();
    }
    assertThat(stores.folder(dev.proxmoxmcp.settings.AuditEntry.NONE)).isEqualTo(Optional.empty());
  }
}
