package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Keyed;
import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.Value.Nothing;
import dev.proxmoxmcp.settings.Value.Origin;
import dev.proxmoxmcp.settings.Value.Scalar;
import dev.proxmoxmcp.settings.Value.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * From the nodes of YAML to {@link Value}s. What an alias repeats is made once, so that a short
 * text cannot become a large tree. Used for one file, by one thread.
 */
final class YamlTree {
  private final Path file;
  private final List<String> problems;
  private final IdentityHashMap<Node, Value> made = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param problems told about keys that are none, or stand there twice
   */
  YamlTree(Path file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * The mapping that {@code node} is.
   *
   * @throws SettingsException if it holds itself
   */
  Mapping mapping(MappingNode node) {
    SequencedMap<String, Keyed> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        problems.add(origin(key).text() + ": a key is a text.");
      } else if (entries.containsKey(name.getValue())) {
        problems.add(
            origin(key).text()
                + ": the key "
                + Section.shown(name.getValue())
                + " stands here twice; keep one.");
      } else {
        entries.put(name.getValue(), new Keyed(origin(key), value(tuple.getValueNode())));
      }
    }
    return new Mapping(entries, origin(node));
  }

  private Value value(Node node) {
    Value known = made.get(node);
    if (known != null) {
      return known;
    }
    if (!open.add(node)) {
      throw new SettingsException(origin(node).text() + ": this holds itself, by an alias.");
    }
    Value value =
        switch (node) {
          case MappingNode mapping -> mapping(mapping);
          case SequenceNode sequence -> sequence(sequence);
          case ScalarNode scalar -> scalar(scalar);
          default -> new Nothing("something else", origin(node));
        };
    open.remove(node);
    made.put(node, value);
    return value;
  }

  private Sequence sequence(SequenceNode node) {
    List<Value> values = new ArrayList<>();
    node.getValue().forEach(one -> values.add(value(one)));
    return new Sequence(values, origin(node));
  }

  private Value scalar(ScalarNode node) {
    if (node.getTag().equals(Tag.NULL)) {
      return new Nothing("nothing", origin(node));
    }
    return node.getValue().isBlank()
        ? new Nothing("an empty text", origin(node))
        : new Scalar(node.getValue().strip(), origin(node));
  }

  private Origin origin(Node node) {
    return new Origin(YamlText.place(file, node.getStartMark()), false);
  }
}
