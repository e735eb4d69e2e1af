package dev.proxmoxmcp.app.log;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.json.JsonText;
import java.lang.System.Logger.Level;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as one line. A message is a sentence, then {@code key=value} pairs; as JSON the pairs
 * become fields. Whatever is in it, it cannot begin a second line, and shows no secret of this
 * process.
 */
final class EventLine {
  private static final int MAX_LENGTH = 4000;
  private static final int MAX_FRAMES = 12;
  private static final Pattern PAIR =
      Pattern.compile(" ([a-z][A-Za-z]{1,20})=(\\[[^]]*]|\"[^\"]*\"|\\S+)");

  private final LogFormat format;

  EventLine(LogFormat format) {
    this.format = format;
  }

  /** The line with its end. */
  String format(LogEvent event) {
    String message = ForeignText.line(SecretMask.hide(event.message()), MAX_LENGTH);
    return switch (format) {
      case TEXT -> text(event, message);
      case JSON -> json(event, message);
    };
  }

  private static String text(LogEvent event, String message) {
    String cause = event.cause() == null ? "" : " cause=" + cause(event.cause());
    return "%s %-7s %s%s%n".formatted(time(event), level(event.level()), message, cause);
  }

  private static String json(LogEvent event, String message) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", time(event)).put("level", level(event.level())).put("logger", event.logger());
    Map<String, String> pairs = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(message);
    while (matcher.find()) {
      pairs.put(matcher.group(1), unquoted(matcher.group(2)));
    }
    line.put("message", matcher.replaceAll("").strip());
    pairs.forEach((key, value) -> add(line, line.has(key) ? key + "_" : key, value));
    if (event.cause() != null) {
      line.put("cause", cause(event.cause()));
    }
    return JsonText.write(line) + System.lineSeparator();
  }

  /** Numbers as numbers, so that a collector can add them up. */
  private static void add(ObjectNode line, String key, String value) {
    if (value.matches("0|[1-9][0-9]{0,17}")) {
      line.put(key, Long.parseLong(value));
    } else {
      line.put(key, value);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String time(LogEvent event) {
    return DateTimeFormatter.ISO_INSTANT.format(event.time().truncatedTo(ChronoUnit.MILLIS));
  }

  private static String level(Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG -> "DEBUG";
      case INFO -> "INFO";
      case WARNING -> "WARNING";
      case ERROR, OFF -> "ERROR";
    };
  }

  private static String cause(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      text.append(text.isEmpty() ? "" : " caused by ").append(at);
      StackTraceElement[] frames = at.getStackTrace();
      for (int frame = 0; frame < Math.min(frames.length, MAX_FRAMES); frame++) {
        text.append(" < ").append(frames[frame]);
      }
    }
    return ForeignText.line(SecretMask.hide(text.toString()), 2 * MAX_LENGTH);
  }
}
