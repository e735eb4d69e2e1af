package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What earlier versions wrote is read by this one (docs/versions.md). Each released version leaves
 * a folder in {@code fixtures}: {@code -Dfixture.write=VERSION} makes that of this version, once.
 */
@Timeout(60)
class VersionsTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "fixtures");

  /** Where a SQLite file says which version of the schema it has. */
  private static final int LAST_OF_USER_VERSION = 63;

  /** Where a sealed store says which form it has. */
  private static final int FORM_OF_SEALED_STORE = 8;

  private static final Pattern PLAN = Pattern.compile("Plan ([0-9a-z]{26})");

  @TempDir Path home;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> all = Files.list(FIXTURES)) {
      return all.sorted().toList().stream();
    }
  }

  private VersionFixture copied(Path version) throws IOException {
    return VersionFixture.copied(version, home.resolve("copy"));
  }

  private static CommandRun run(VersionFixture fixture, String... arguments) throws IOException {
    return run(fixture, new CommandRun.Person(), arguments);
  }

  private static CommandRun run(VersionFixture fixture, Keyboard keyboard, String... arguments)
      throws IOException {
    Instant then = fixture.then();
    return fixture.run(() -> then, keyboard, arguments);
  }

  private static void patch(Path file, int place, int value) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[place] = (byte) value;
    Files.write(file, content);
  }

  @Test
  void this_version_writes_what_it_reads() throws IOException {
    Path written = home.resolve("written");
    VersionFixture.write(written);
    String version = System.getProperty("fixture.write", "");
    if (!version.isEmpty()) {
      VersionFixture.copied(written, FIXTURES.resolve(version));
    }

    the_trail_of_each_version_is_whole_and_is_exported_as_it_was(written);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void the_trail_of_each_version_is_whole_and_is_exported_as_it_was(Path version)
      throws IOException {
    VersionFixture fixture = copied(version);

    CommandRun verified = run(fixture, "audit", "verify");
    CommandRun exported = run(fixture, "audit", "export");
    CommandRun listed = run(fixture, "audit", "list", "--limit", "100");

    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).startsWith("OK");
    assertThat(exported.out().lines()).isEqualTo(fixture.exported());
    assertThat(listed.out()).contains("guest_power", "snapshot_create", "intent", "outcome");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_plan_of_each_version_still_waits_and_can_be_approved(Path version) throws IOException {
    VersionFixture fixture = copied(version);

    CommandRun plans = run(fixture, "plans");
    Matcher plan = PLAN.matcher(plans.out());
    assertThat(plan.find()).as(plans.out() + plans.err()).isTrue();
    CommandRun approved =
        run(fixture, new CommandRun.Person(VersionFixture.PASSPHRASE), "approve", plan.group(1));

    assertThat(plans.out()).contains("VM 101", "Waits for a person");
    assertThat(approved.exitCode()).as(approved.err()).isZero();
    assertThat(run(fixture, "audit", "verify").exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void settings_and_sealed_store_of_each_version_are_read(Path version) throws IOException {
    VersionFixture fixture = copied(version);

    CommandRun checked = run(fixture, "settings", "check");
    CommandRun shown = run(fixture, "policy", "show");
    CommandRun secrets = run(fixture, "secret", "list");
    CommandRun tools = run(fixture, "tools", "--config", fixture.settings().toString());

    assertThat(checked.exitCode()).as(checked.out() + checked.err()).isZero();
    assertThat(shown.out()).contains("guest_power");
    assertThat(secrets.out()).startsWith(VersionFixture.TOKEN + "  version 1  ");
    // with its settings the secret is taken out of the store
    assertThat(tools.exitCode()).as(tools.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_clients_of_each_version_call_is_still_there_and_asks_no_more(Path version)
      throws IOException {
    JsonNode then = JsonText.lenient().read(Files.readString(copied(version).tools()));

    assertThat(then.size()).isGreaterThan(20);
    assertThat(ToolContract.broken(then, ToolContract.now())).isEmpty();
  }

  @Test
  void a_promise_about_a_tool_that_is_broken_is_noticed() {
    ObjectNode now = ToolContract.now();
    ObjectNode then = now.deepCopy();
    now.remove("node_list");
    ((ArrayNode) now.at("/snapshot_create/tiers")).add("destroy");
    ((ObjectNode) now.at("/guest_list/schema/properties")).remove("tag");
    ((ObjectNode) now.at("/guest_list/schema/properties/limit")).put("default", 1);
    ((ObjectNode) now.at("/guest_list/schema/properties/limit")).put("maximum", 1);
    ((ObjectNode) now.at("/guest_list/schema")).putArray("required").add("node");
    ((ObjectNode) now.at("/guest_power/schema/properties/action")).putArray("enum").add("start");
    ((ObjectNode) now.at("/guest_get")).put("readOnly", false);

    assertThat(ToolContract.broken(then, now))
        .containsExactlyInAnyOrder(
            "node_list is gone",
            "snapshot_create can need the tiers [change, destroy]",
            "guest_list.tag is gone",
            "guest_list.limit has another default: 1",
            "guest_list.limit takes less",
            "guest_list requires node",
            "guest_power.action takes only [start]",
            "guest_get is readOnly: false");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_init_of_each_version_made_can_be_taken_away(Path version) throws IOException {
    VersionFixture fixture = copied(version);

    CommandRun undone = undo(fixture);

    assertThat(undone.exitCode()).as(undone.err()).isZero();
    assertThat(undone.out()).startsWith("#!/bin/sh").contains("pveum user token remove mcp@pve");
  }

  private static CommandRun undo(VersionFixture fixture) throws IOException {
    return run(
        fixture, "init", "--undo", "--script", "--yes", "--config", fixture.initSettings() + "");
  }

  @Test
  void what_init_of_a_later_version_made_is_left_as_it_is() throws IOException {
    VersionFixture fixture = copied(versions().toList().getLast());
    String later =
        Files.readString(fixture.initJournal()).replace("\"version\" : 1", "\"version\" : 9");
    Files.writeString(fixture.initJournal(), later);

    CommandRun undone = undo(fixture);

    assertThat(undone.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(undone.err())
        .contains("a newer version of this program wrote what `init` made (form 9")
        .hasLineCount(1);
    assertThat(fixture.initJournal()).hasContent(later);
  }

  @Test
  void what_a_later_version_wrote_is_refused_in_one_sentence_and_left_as_it_is()
      throws IOException {
    VersionFixture fixture = copied(versions().toList().getLast());
    patch(fixture.database(), LAST_OF_USER_VERSION, 9);
    patch(fixture.sealed(), FORM_OF_SEALED_STORE, 9);
    byte[] database = Files.readAllBytes(fixture.database());
    byte[] sealed = Files.readAllBytes(fixture.sealed());

    CommandRun listed = run(fixture, "audit", "list");
    CommandRun tools = run(fixture, "tools", "--config", fixture.settings().toString());
    Files.writeString(
        fixture.settings(),
        Files.readString(fixture.settings()).replace("version: 1", "version: 9\nmoon: full"));
    CommandRun checked = run(fixture, "settings", "check");

    assertThat(listed.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(listed.err())
        .contains("was written by a later version of this program (its schema is 9")
        .hasLineCount(1);
    assertThat(tools.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(tools.err()).contains("was written by a newer version of this program (form 9");
    assertThat(checked.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(checked.out() + checked.err())
        .contains("this one is of version 9: a newer program wrote it")
        .doesNotContain("moon");
    assertThat(Files.readAllBytes(fixture.database())).isEqualTo(database);
    assertThat(Files.readAllBytes(fixture.sealed())).isEqualTo(sealed);
  }
}
