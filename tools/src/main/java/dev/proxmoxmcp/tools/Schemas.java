package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of all tools' arguments, kept as a file of the program: every start shows them all,
 * and to derive them from the records takes a good part of it. A test holds the file against the
 * records, and writes it.
 */
final class Schemas {
  static final String FILE = "schemas.json";

  private final JsonNode kept;

  private Schemas(JsonNode kept) {
    this.kept = kept;
  }

  /** Those of the file, which is read once. */
  static Schemas kept() {
    return Once.READ;
  }

  private static final class Once {
    static final Schemas READ = read();
  }

  private static Schemas read() {
    try (InputStream file = Schemas.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not in the program");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Schemas(JsonText.lenient().read(text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A copy of the one for {@code tool}; derived if the file does not know the tool. */
  ObjectNode of(ProxmoxTool<?> tool) {
    return kept.path(tool.name()) instanceof ObjectNode schema
        ? schema.deepCopy()
        : Arguments.of(tool.arguments()).schema();
  }

  /** What the file must hold: a tool a line, by name. */
  static String derived() {
    Map<String, String> lines = new TreeMap<>();
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      lines.put(tool.name(), JsonText.write(Arguments.of(tool.arguments()).schema()));
    }
    return lines.entrySet().stream()
        .map(line -> "\"" + line.getKey() + "\":" + line.getValue())
        .collect(Collectors.joining(",\n", "{\n", "\n}"));
  }
}
