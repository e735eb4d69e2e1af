package dev.proxmoxmcp.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLineTest {
  @Test
  void people_read_time_level_and_what_happened() {
    assertThat(line(LogFormat.TEXT, "Tool answered. tool=guest_list durationMs=12"))
        .isEqualTo("2026-11-22T12:00:00Z INFO    Tool answered. tool=guest_list durationMs=12\n");
  }

  @Test
  void collectors_get_the_pairs_as_fields() {
    assertThat(
            line(
                LogFormat.JSON,
                "Proxmox answered. cluster=lab request=\"GET /nodes/pve1\" status=200 steps=[a b,"
                    + " c]"))
        .isEqualTo(
            """
            {"time":"2026-11-22T12:00:00Z","level":"INFO","logger":"test",\
            "message":"Proxmox answered.","cluster":"lab","request":"GET /nodes/pve1",\
            "status":200,"steps":"[a b, c]"}
            """);
  }

  @Test
  void nothing_in_an_event_begins_a_second_line_or_steers_a_terminal() {
    for (LogFormat format : LogFormat.values()) {
      assertThat(line(format, "Client said hello\n2026 ERROR forged \u001b[2J\u202e client=x"))
          .containsOnlyOnce("\n")
          .endsWith("\n")
          .doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void a_cause_stands_on_the_same_line() {
    LogEvent event =
        event("It broke.", new IllegalStateException("outer\nline", new RuntimeException("inner")));

    assertThat(new EventLine(LogFormat.TEXT).format(event))
        .containsOnlyOnce("\n")
        .contains(
            "IllegalStateException: outer line < ", "caused by java.lang.RuntimeException: inner");
  }

  @Test
  void a_secret_that_got_into_an_event_is_taken_out_in_every_form() {
    String value = "3f29f8d0-canary-of-the-log-line";
    Secret.of(value);
    String basic = Base64.getEncoder().encodeToString(("mcp@pve:" + value).getBytes(UTF_8));
    LogEvent event =
        event(
            "Sent Authorization: PVEAPIToken=mcp@pve!a=" + value + " and Basic " + basic,
            new IllegalStateException("cannot send " + value));

    for (LogFormat format : LogFormat.values()) {
      String line = new EventLine(format).format(event);
      assertThat(line).contains("cannot send [secret]").doesNotContain(value);
      assertThat(line).doesNotContain(basic.substring(12, 40));
    }
  }

  private static String line(LogFormat format, String message) {
    return new EventLine(format).format(event(message, null)).replace(System.lineSeparator(), "\n");
  }

  private static LogEvent event(String message, @Nullable Throwable cause) {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    return new LogEvent(noon, Level.INFO, "test", message, cause);
  }
}
