package dev.proxmoxmcp.app.clients;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** TOML, with each server as a table of its own. */
final class TomlNotation implements Notation {
  private static final TomlMapper MAPPER = new TomlMapper();

  @Override
  public ObjectNode read(String text) {
    try {
      return text.isBlank() ? MAPPER.createObjectNode() : (ObjectNode) MAPPER.readTree(text);
    } catch (JacksonException unreadable) {
      throw ClientProblem.unreadable("TOML", unreadable);
    }
  }

  @Override
  public String with(String text, String section, String name, ObjectNode entry) {
    StringBuilder table = new StringBuilder();
    if (!text.isBlank()) {
      table.append(text.endsWith("\n") ? "\n" : "\n\n");
    }
    table.append('[').append(section).append('.').append(name).append("]\n");
    // Its strings and lists of strings are written as in JSON.
    for (var property : entry.properties()) {
      JsonNode value = property.getValue();
      table.append(property.getKey()).append(" = ").append(value).append('\n');
    }
    return (text.isBlank() ? "" : text) + table;
  }

  @Override
  public String without(String text, String section, String name) {
    Pattern own =
        Pattern.compile(
            "\\s*\\[\\s*%s\\s*\\.\\s*([\"']?)%s\\1\\s*(\\.[^]]*)?].*"
                .formatted(Pattern.quote(section), Pattern.quote(name)));
    StringBuilder kept = new StringBuilder();
    StringBuilder dropped = new StringBuilder();
    boolean within = false;
    Matcher lines = Pattern.compile("[^\\n]*\\n|[^\\n]+$").matcher(text);
    while (lines.find()) {
      String line = lines.group();
      boolean header = line.stripLeading().startsWith("[");
      if (header) {
        boolean mine = own.matcher(line.stripTrailing()).matches();
        if (within && !mine) {
          kept.append(commentsAtEnd(dropped));
        }
        within = mine;
      }
      (within ? dropped : kept).append(line);
    }
    String left = kept.toString();
    return within ? left.stripTrailing() + (left.isBlank() ? "" : "\n") : left;
  }

  /** What stands right before the next table, and is about that. */
  private static String commentsAtEnd(StringBuilder dropped) {
    String[] lines = dropped.toString().split("(?<=\\n)", -1);
    int first = lines.length;
    while (first > 0
        && (lines[first - 1].isEmpty() || lines[first - 1].stripLeading().startsWith("#"))) {
      first--;
    }
    dropped.setLength(0);
    return String.join("", Arrays.copyOfRange(lines, first, lines.length));
  }
}
