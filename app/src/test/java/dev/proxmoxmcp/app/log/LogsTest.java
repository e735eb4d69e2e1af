package dev.proxmoxmcp.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.LazyLogger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Isolated, because there is one log in a process, and other tests say things too. */
@Isolated
class LogsTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    Logs.configure(new PrintStream(said, true, UTF_8), LogFormat.TEXT, Level.INFO);
  }

  @AfterEach
  void leave() {
    Logs.configure(LogFormat.TEXT, Level.WARNING);
  }

  @Test
  void what_the_jdk_calls_a_logger_ends_in_the_log() {
    System.Logger ours = System.getLogger("dev.proxmoxmcp.some.Part");

    ours.log(Level.INFO, "It began. part=1");
    ours.log(Level.WARNING, "It broke.", new IllegalStateException("why"));
    ours.log(Level.ERROR, "Of {0} there are {1}.", "pears", 2);

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" INFO    It began. part=1"),
            line -> assertThat(line).contains(" WARNING It broke. cause=java.lang.IllegalState"),
            line -> assertThat(line).endsWith(" ERROR   Of pears there are 2."));
  }

  @Test
  void a_log_that_is_looked_for_late_says_the_same_under_the_name_of_its_class() {
    System.Logger late = LazyLogger.of(LogsTest.class);

    late.log(Level.INFO, "It began. part=1");
    late.log(Level.WARNING, "It broke.", new IllegalStateException("why"));
    late.log(Level.ERROR, "Of {0} there are {1}.", "pears", 2);
    late.log(Level.DEBUG, "not wanted");

    assertThat(late.getName()).isEqualTo(LogsTest.class.getName());
    assertThat(late.isLoggable(Level.INFO)).isTrue();
    assertThat(late.isLoggable(Level.DEBUG)).isFalse();
    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" INFO    It began. part=1"),
            line -> assertThat(line).contains(" WARNING It broke. cause=java.lang.IllegalState"),
            line -> assertThat(line).endsWith(" ERROR   Of pears there are 2."));
  }

  @Test
  void a_message_with_braces_and_no_values_stays_as_it_is() {
    System.getLogger("dev.proxmoxmcp.some.Part").log(Level.INFO, "Path /nodes/{node}.");

    assertThat(lines()).singleElement().asString().endsWith("Path /nodes/{node}.");
  }

  @Test
  void a_message_is_looked_up_where_a_bundle_comes_with_it() {
    ResourceBundle words =
        new ListResourceBundle() {
          @Override
          protected Object[][] getContents() {
            return new Object[][] {{"greeting", "Good morning."}};
          }
        };
    System.Logger ours = System.getLogger("dev.proxmoxmcp.some.Part");

    ours.log(Level.INFO, words, "greeting", (Throwable) null);
    ours.log(Level.INFO, words, "unknown", (Throwable) null);

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("Good morning."),
            line -> assertThat(line).endsWith("unknown"));
  }

  @Test
  void libraries_speak_from_warning_on_whatever_the_level() {
    Logs.configure(new PrintStream(said, true, UTF_8), LogFormat.TEXT, Level.DEBUG);

    System.getLogger("com.example.Library").log(Level.INFO, "chatter");
    LoggerFactory.getLogger("org.example.Web").info("chatter");
    System.getLogger("com.example.Library").log(Level.WARNING, "A warning.");
    LoggerFactory.getLogger("org.example.Web").warn("Port {} of {}.", 1, "all");
    System.getLogger("dev.proxmoxmcp.some.Part").log(Level.DEBUG, "A detail.");

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("WARNING A warning."),
            line -> assertThat(line).endsWith("WARNING Port 1 of all."),
            line -> assertThat(line).endsWith("DEBUG   A detail."));
  }

  @Test
  void what_a_library_threw_is_told_with_it() {
    LoggerFactory.getLogger("org.example.Web").error("It broke.", new IllegalStateException("why"));

    assertThat(lines()).singleElement().asString().contains("It broke. cause=java.lang.IllegalS");
  }

  private Iterable<String> lines() {
    return said.toString(UTF_8).lines().toList();
  }
}
