package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Keyed;
import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.Value.Origin;
import dev.proxmoxmcp.settings.Value.Scalar;
import dev.proxmoxmcp.settings.Value.Sequence;
import dev.proxmoxmcp.settings.key.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * An environment variable that says what a key says: several texts are parted by commas, and a node
 * stands before a {@code =}. It may hold a secret, and is not printed.
 */
final class Variable {
  private final String name;
  private final String text;

  /**
   * @param text not blank
   */
  Variable(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Where what it says stands. */
  Origin origin() {
    return Origin.variable(name);
  }

  /**
   * What it says about {@code key}.
   *
   * @param problems told what is wrong with it
   */
  Value value(Key key, Consumer<String> problems) {
    return switch (key.form().shape()) {
      case TEXT,
          WORD,
          FLAG,
          PORT,
          NUMBER,
          COUNT,
          PATH,
          CONDITIONS,
          SECTION,
          SECTIONS,
          NAMED_SECTIONS ->
          scalar(text);
      case WORDS, TEXTS, GUESTS -> sequence(parts());
      case TEXTS_OR_BY_NODE -> text.contains("=") ? byNode(problems) : sequence(parts());
      case BY_NODE, BY_NAME -> byNode(problems);
      case SECRET -> scalar(reference(key));
    };
  }

  /** A secret may stand in a variable itself, but not in the file. */
  private String reference(Key key) {
    if (name.endsWith("_FILE")) {
      return "file:" + text;
    }
    return key.form().words().stream().anyMatch(text::startsWith) ? text : "env:" + name;
  }

  private List<String> parts() {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private Mapping byNode(Consumer<String> problems) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : parts()) {
      int equals = part.indexOf('=');
      if (equals < 1 || equals == part.length() - 1) {
        problems.accept(
            name + ": \"" + HostText.printable(part) + "\" is not NAME=VALUE, parted by commas.");
      } else {
        values
            .computeIfAbsent(part.substring(0, equals).strip(), _ -> new ArrayList<>())
            .add(part.substring(equals + 1).strip());
      }
    }
    SequencedMap<String, Keyed> entries = new LinkedHashMap<>();
    values.forEach((node, texts) ->
        entries.put(
            node,
            new Keyed(origin(), texts.size() == 1 ? scalar(texts.getFirst()) : sequence(texts))));
    return new Mapping(entries, origin());
  }

  private Scalar scalar(String value) {
    return new Scalar(value, origin());
  }

  private Sequence sequence(List<String> values) {
    return new Sequence(values.stream().<Value>map(this::scalar).toList(), origin());
  }
}
