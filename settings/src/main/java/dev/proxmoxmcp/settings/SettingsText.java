package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a settings file, and others that differ from it in one entry: all else stays as it
 * was written, comments too. A value is a text, a list of texts, or keys and values. Immutable.
 */
public final class SettingsText {
  private static final String CLUSTERS = "clusters";
  private static final String STEP = "  ";

  private final Path file;
  private final String text;
  private final MappingNode root;

  private SettingsText(Path file, String text) {
    this.file = file;
    this.text = text;
    this.root = YamlText.read(file, text);
  }

  /**
   * That of {@code file}.
   *
   * @throws SettingsException if it cannot be read, or is no YAML
   */
  public static SettingsText read(Path file) {
    return new SettingsText(file, SettingsFile.text(file));
  }

  /**
   * That of a file which is not there yet.
   *
   * @param text such as {@code version: 1}
   */
  public static SettingsText fresh(Path file, String text) {
    return new SettingsText(file, text);
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** Whether that key stands at the top. */
  public boolean has(String key) {
    return find(root, key).isPresent();
  }

  /** The names of the clusters. */
  public List<String> clusters() {
    return find(root, CLUSTERS)
        .map(NodeTuple::getValueNode)
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .map(all -> all.getValue().stream().map(SettingsText::name).toList())
        .orElse(List.of());
  }

  /** Whether a cluster is there and says all of {@code keys}; it may say more. */
  public boolean says(String name, SequencedMap<String, ?> keys) {
    return tree(root).get(CLUSTERS) instanceof Map<?, ?> all
        && all.get(name) instanceof Map<?, ?> said
        && plain(keys) instanceof Map<?, ?> wanted
        && said.entrySet().containsAll(wanted.entrySet());
  }

  /** With a section at the top that is not there yet. */
  public SettingsText withSection(String name, SequencedMap<String, ?> keys) {
    Map<String, Object> wanted = tree(root);
    wanted.put(name, plain(keys));
    Map<String, Object> entry = Map.of(name, keys);
    return checked(
        flow(root) ? insideFlow(root, entry) : atEnd(YamlBlock.lines("", entry)), wanted, entry);
  }

  /** With a cluster that is not there yet, behind the others. */
  public SettingsText withCluster(String name, SequencedMap<String, ?> keys) {
    Optional<NodeTuple> section = find(root, CLUSTERS);
    Map<String, Object> entry = Map.of(name, keys);
    if (section.isEmpty()) {
      return withSection(CLUSTERS, new LinkedHashMap<>(entry));
    }
    Map<String, Object> wanted = tree(root);
    Map<String, Object> all =
        wanted.get(CLUSTERS) instanceof Map<?, ?> others
            ? YamlBlock.keyed(others)
            : new LinkedHashMap<>();
    all.put(name, plain(keys));
    wanted.put(CLUSTERS, all);
    String changed =
        switch (section.get().getValueNode()) {
          case MappingNode others when flow(others) -> insideFlow(others, entry);
          case MappingNode others ->
              afterLine(
                  lastLine(others),
                  YamlBlock.lines(
                      " ".repeat(column(others.getValue().getFirst().getKeyNode())), entry));
          case Node nothing ->
              afterLine(
                  mark(section.get().getKeyNode().getEndMark()).getLine(),
                  YamlBlock.lines(STEP, entry));
        };
    return checked(changed, wanted, entry);
  }

  /** Without a cluster; the same if it is not there. The section goes with the last one. */
  public SettingsText withoutCluster(String name) {
    Optional<NodeTuple> section = find(root, CLUSTERS);
    if (section.isEmpty()
        || !(section.get().getValueNode() instanceof MappingNode all)
        || find(all, name).isEmpty()) {
      return this;
    }
    if (all.getValue().size() == 1 && !flow(all)) {
      return withoutSection(CLUSTERS);
    }
    Map<String, Object> wanted = tree(root);
    Map<String, Object> others = tree(all);
    others.remove(name);
    wanted.put(CLUSTERS, others);
    NodeTuple one = find(all, name).get();
    return checked(flow(all) ? outOfFlow(all, one) : withoutLines(one), wanted, Map.of());
  }

  /** Without a section at the top; the same if it is not there. */
  public SettingsText withoutSection(String name) {
    Optional<NodeTuple> section = find(root, name);
    if (section.isEmpty()) {
      return this;
    }
    Map<String, Object> wanted = tree(root);
    wanted.remove(name);
    return checked(
        flow(root) ? outOfFlow(root, section.get()) : withoutLines(section.get()),
        wanted,
        Map.of());
  }

  /** What was meant must have come of it, and nothing else. */
  private SettingsText checked(
      String changed, Map<String, Object> wanted, Map<String, Object> entry) {
    try {
      SettingsText made = new SettingsText(file, changed);
      if (tree(made.root).equals(wanted)) {
        return made;
      }
    } catch (SettingsException _) {
      // told below: the file itself is as it was
    }
    throw new SettingsException(
        file
            + ": the file is written in a way that this program does not change by itself. "
            + (entry.isEmpty()
                ? "Take the entry out by hand."
                : "Write this into it:\n" + YamlBlock.lines("", entry).stripTrailing()));
  }

  private static Optional<NodeTuple> find(MappingNode mapping, String key) {
    return mapping.getValue().stream().filter(tuple -> name(tuple).equals(key)).findFirst();
  }

  private static String name(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private static boolean flow(MappingNode mapping) {
    return mapping.getFlowStyle() == FlowStyle.FLOW;
  }

  private static Mark mark(Optional<Mark> mark) {
    return mark.orElseThrow(() -> new IllegalStateException("a node that was read has its place"));
  }

  private static int column(Node node) {
    return mark(node.getStartMark()).getColumn();
  }

  private int offset(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }

  /**
   * The line on which the last thing of {@code node} ends; the end mark is that of what follows.
   */
  private static int lastLine(Node node) {
    return switch (node) {
      case MappingNode mapping when !flow(mapping) && !mapping.getValue().isEmpty() ->
          Math.max(
              lastLine(mapping.getValue().getLast().getKeyNode()),
              lastLine(mapping.getValue().getLast().getValueNode()));
      case SequenceNode sequence
          when sequence.getFlowStyle() != FlowStyle.FLOW && !sequence.getValue().isEmpty() ->
          lastLine(sequence.getValue().getLast());
      default -> {
        Mark end = mark(node.getEndMark());
        boolean before =
            end.getColumn() == 0 && end.getLine() > mark(node.getStartMark()).getLine();
        yield before ? end.getLine() - 1 : end.getLine();
      }
    };
  }

  /** Where that line begins; the end of the text for one behind it. */
  private int lineStart(int line) {
    int at = 0;
    for (int number = 0; number < line; number++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return at;
  }

  private String afterLine(int line, String lines) {
    int at = lineStart(line + 1);
    String before = text.substring(0, at);
    return before + (before.endsWith("\n") ? "" : "\n") + lines + text.substring(at);
  }

  private String atEnd(String lines) {
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + lines;
  }

  private String withoutLines(NodeTuple tuple) {
    int first = mark(tuple.getKeyNode().getStartMark()).getLine();
    int last = Math.max(lastLine(tuple.getKeyNode()), lastLine(tuple.getValueNode()));
    return text.substring(0, lineStart(first)) + text.substring(lineStart(last + 1));
  }

  private String insideFlow(MappingNode mapping, Map<String, Object> entry) {
    String inner = YamlBlock.json(entry);
    int at = offset(mark(mapping.getEndMark())) - 1;
    if (!mapping.getValue().isEmpty()) {
      at = offset(mark(mapping.getValue().getLast().getValueNode().getEndMark()));
    }
    return text.substring(0, at)
        + (mapping.getValue().isEmpty() ? "" : ", ")
        + inner.substring(1, inner.length() - 1)
        + text.substring(at);
  }

  private String outOfFlow(MappingNode mapping, NodeTuple tuple) {
    int place = mapping.getValue().indexOf(tuple);
    int from = offset(mark(tuple.getKeyNode().getStartMark()));
    int to = offset(mark(tuple.getValueNode().getEndMark()));
    if (place > 0) {
      from = offset(mark(mapping.getValue().get(place - 1).getValueNode().getEndMark()));
    } else if (mapping.getValue().size() > 1) {
      to = offset(mark(mapping.getValue().get(1).getKeyNode().getStartMark()));
    }
    return text.substring(0, from) + text.substring(to);
  }

  private static Map<String, Object> tree(MappingNode mapping) {
    Map<String, Object> tree = new LinkedHashMap<>();
    mapping.getValue().forEach(tuple -> tree.put(name(tuple), tree(tuple.getValueNode())));
    return tree;
  }

  private static Object tree(Node node) {
    return switch (node) {
      case MappingNode mapping -> tree(mapping);
      case SequenceNode sequence -> sequence.getValue().stream().map(SettingsText::tree).toList();
      case ScalarNode scalar -> scalar.getValue();
      case CollectionNode<?> other -> other.toString();
      default -> node.toString();
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, inner) -> plain.put(String.valueOf(key), plain(inner)));
        yield plain;
      }
      case List<?> list -> {
        List<Object> plain = new ArrayList<>();
        list.forEach(inner -> plain.add(plain(inner)));
        yield plain;
      }
      default -> value.toString();
    };
  }
}
