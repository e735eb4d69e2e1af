package dev.proxmoxmcp.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes keys and values as YAML; a value is a text, a list of texts, or keys and values. */
final class YamlBlock {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z](?:[A-Za-z0-9.@!:_-]*[A-Za-z0-9])?|[1-9][0-9]{0,4}");
  private static final Pattern NOT_TEXT = Pattern.compile("(?i)true|false|null|yes|no|on|off");
  private static final String STEP = "  ";

  private YamlBlock() {}

  /** In lines that begin with {@code indent}; each ends with a line break. */
  static String lines(String indent, Map<String, ?> keys) {
    StringBuilder text = new StringBuilder();
    keys.forEach((key, value) -> {
      text.append(indent).append(key(key)).append(':');
      if (value instanceof Map<?, ?> inner) {
        text.append('\n').append(lines(indent + STEP, keyed(inner)));
      } else {
        text.append(' ').append(scalar(value)).append('\n');
      }
    });
    return text.toString();
  }

  /** In one line, as JSON writes it, which is YAML too. */
  static String json(Map<String, ?> keys) {
    return keys.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + json(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> inner -> json(keyed(inner));
      case List<?> list ->
          list.stream().map(YamlBlock::json).collect(Collectors.joining(", ", "[", "]"));
      default -> quoted(value.toString());
    };
  }

  private static String key(String key) {
    return NOT_TEXT.matcher(key).matches() || !PLAIN.matcher(key).matches() ? quoted(key) : key;
  }

  private static String scalar(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream()
              .map(one -> quoted(one.toString()))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> key(value.toString());
    };
  }

  static Map<String, Object> keyed(Map<?, ?> map) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
