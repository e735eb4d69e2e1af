package dev.proxmoxmcp.app.clients;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML in block style, in which entries are lines. */
final class YamlNotation implements Notation {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(false).setUseMarks(true).build();
  private static final String INDENT = "  ";

  @Override
  public ObjectNode read(String text) {
    try {
      Object whole = new Load(SETTINGS).loadFromString(text);
      return switch (whole) {
        case null -> JsonNodeFactory.instance.objectNode();
        case Map<?, ?> map -> (ObjectNode) tree(map);
        default -> throw new ClientProblem("is no YAML mapping");
      };
    } catch (MarkedYamlEngineException unreadable) {
      throw new ClientProblem(
          "cannot be read as YAML"
              + unreadable
                  .getProblemMark()
                  .map(mark ->
                      ", from line %d, column %d on"
                          .formatted(mark.getLine() + 1, mark.getColumn() + 1))
                  .orElse(""));
    } catch (YamlEngineException _) {
      throw new ClientProblem("cannot be read as YAML");
    }
  }

  private static JsonNode tree(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, inner) -> object.set(String.valueOf(key), tree(inner)));
        yield object;
      }
      case Collection<?> list -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(inner -> array.add(tree(inner)));
        yield array;
      }
      case null -> JsonNodeFactory.instance.nullNode();
      case String text -> JsonNodeFactory.instance.stringNode(text);
      case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
      case Integer number -> JsonNodeFactory.instance.numberNode(number);
      default -> JsonNodeFactory.instance.pojoNode(value);
    };
  }

  @Override
  public String with(String text, String section, String name, ObjectNode entry) {
    Optional<NodeTuple> found = member(root(text), section);
    if (found.isEmpty()) {
      String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
      return start + section + ":\n" + lines(name, entry, INDENT);
    }
    Node value = found.get().getValueNode();
    if (!(value instanceof MappingNode servers)) {
      throw new ClientProblem("has no servers by name");
    }
    if (servers.getValue().isEmpty()) {
      int start = offset(text, value.getStartMark());
      return text.substring(0, start).stripTrailing()
          + "\n"
          + lines(name, entry, INDENT).stripTrailing()
          + text.substring(offset(text, value.getEndMark()));
    }
    if (servers.getFlowStyle() == FlowStyle.FLOW) {
      throw new ClientProblem("has its servers on one line");
    }
    Node first = servers.getValue().getFirst().getKeyNode();
    int line = lineStart(text, offset(text, first.getStartMark()));
    String indentation = text.substring(line, offset(text, first.getStartMark()));
    return text.substring(0, line) + lines(name, entry, indentation) + text.substring(line);
  }

  @Override
  public String without(String text, String section, String name) {
    MappingNode servers = (MappingNode) member(root(text), section).orElseThrow().getValueNode();
    NodeTuple tuple = member(servers, name).orElseThrow();
    if (servers.getFlowStyle() == FlowStyle.FLOW) {
      throw new ClientProblem("has its servers on one line");
    }
    boolean alone = servers.getValue().size() == 1;
    int start =
        lineStart(
            text,
            offset(
                text,
                (alone ? member(root(text), section).orElseThrow() : tuple)
                    .getKeyNode()
                    .getStartMark()));
    // The mark of a block's end stands behind the empty lines and comments that follow it.
    int end = endOfLines(text, start, offset(text, tuple.getValueNode().getEndMark()));
    return text.substring(0, start) + text.substring(end);
  }

  private static int endOfLines(String text, int start, int mark) {
    String[] lines = text.substring(start, mark).split("(?<=\\n)", -1);
    int last = lines.length;
    while (last > 1
        && (lines[last - 1].isBlank() || lines[last - 1].stripLeading().startsWith("#"))) {
      last--;
    }
    int end = start + String.join("", List.of(lines).subList(0, last)).length();
    return text.startsWith("\n", end) && end > start && text.charAt(end - 1) != '\n'
        ? end + 1
        : end;
  }

  private static @Nullable Node root(String text) {
    return new Composer(SETTINGS, new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)))
        .getSingleNode()
        .orElse(null);
  }

  private static Optional<NodeTuple> member(@Nullable Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple ->
                tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
        : Optional.empty();
  }

  /** Marks count code points. */
  private static int offset(String text, Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
  }

  private static int lineStart(String text, int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Scalars and lists of them are written as in JSON, which is YAML too. */
  private static String lines(String name, ObjectNode entry, String indentation) {
    StringBuilder lines = new StringBuilder(indentation).append(name).append(":\n");
    for (var property : entry.properties()) {
      lines
          .append(indentation)
          .append(INDENT)
          .append(property.getKey())
          .append(": ")
          .append(property.getValue())
          .append('\n');
    }
    return lines.toString();
  }
}
