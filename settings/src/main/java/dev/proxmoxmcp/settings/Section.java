package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the settings file. Its keys are taken one by one; what is wrong is collected with
 * file, line and column. Owned by the thread that reads the file.
 */
final class Section {
  private final Path file;
  private final List<String> problems;
  private final Node at;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Node key, Node value) {}

  /**
   * A text and where it stands.
   *
   * @param text not blank
   * @param place {@code file:line:column}
   */
  record Text(String text, String place) {}

  Section(Path file, List<String> problems, MappingNode mapping) {
    this.file = file;
    this.problems = problems;
    this.at = mapping;
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        problem(key, "a key is a text.");
      } else if (entries.putIfAbsent(name.getValue(), new Entry(key, tuple.getValueNode()))
          != null) {
        problem(key, "the key " + shown(name.getValue()) + " stands here twice; keep one.");
      }
    }
  }

  /** All keys, in the order of the file. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** {@code file:line:column} of the mapping itself. */
  String place() {
    return YamlText.place(file, at.getStartMark());
  }

  /** {@code file:line:column} of a key, of the mapping itself if it is not there. */
  String place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place() : YamlText.place(file, entry.key().getStartMark());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Reports every key that is none of {@code known}, with the nearest of them. */
  void allow(List<String> known) {
    entries.forEach((name, entry) -> {
      if (!known.contains(name)) {
        problem(
            entry.key(),
            "unknown key "
                + shown(name)
                + Nearest.likely(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(".")
                + " Accepted: "
                + String.join(", ", known)
                + ".");
      }
    });
  }

  /** The text of {@code key}; empty if it is not there, or no text: that is reported. */
  Optional<Text> text(String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(entry -> text(key, entry.value()));
  }

  /** The texts of {@code key}: a list, or one text alone. */
  List<Text> texts(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof SequenceNode sequence)) {
      return text(key, entry.value()).stream().toList();
    }
    if (sequence.getValue().isEmpty()) {
      problem(sequence, key + " is an empty list.");
    }
    List<Text> texts = new ArrayList<>();
    sequence.getValue().forEach(one -> text(key, one).ifPresent(texts::add));
    return texts;
  }

  /** Whether {@code key} is a mapping. */
  boolean isSection(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof MappingNode;
  }

  /** The mapping of {@code key}; empty if it is not there, or no mapping: that is reported. */
  Optional<Section> section(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof MappingNode mapping) {
      return Optional.of(new Section(file, problems, mapping));
    }
    problem(entry.value(), key + " takes a mapping, got " + kind(entry.value()) + ".");
    return Optional.empty();
  }

  /** Reports something about a key, or about the mapping if the key is not there. */
  void problem(String key, String text) {
    problems.add(place(key) + ": " + text);
  }

  /** Reports something about a text. */
  void problem(Text at, String text) {
    problems.add(at.place() + ": " + text);
  }

  /** Reports something that says itself where it is. */
  void report(String problem) {
    problems.add(problem);
  }

  private Optional<Text> text(String key, Node node) {
    if (node instanceof ScalarNode scalar
        && !scalar.getTag().equals(Tag.NULL)
        && !scalar.getValue().isBlank()) {
      return Optional.of(
          new Text(scalar.getValue().strip(), YamlText.place(file, node.getStartMark())));
    }
    problem(node, key + " takes a text, got " + kind(node) + ".");
    return Optional.empty();
  }

  private void problem(Node node, String text) {
    problems.add(YamlText.place(file, node.getStartMark()) + ": " + text);
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode _ -> "a mapping";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when !scalar.getValue().isBlank() -> "a text";
      default -> node.getTag().equals(Tag.NULL) ? "nothing" : "an empty text";
    };
  }

  /** Not the values: one could be a secret. */
  private static String shown(String key) {
    return "\"" + ForeignText.line(key, 60) + "\"";
  }
}
