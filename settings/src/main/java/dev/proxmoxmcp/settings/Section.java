package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.settings.Value.Keyed;
import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.Value.Nothing;
import dev.proxmoxmcp.settings.Value.Origin;
import dev.proxmoxmcp.settings.Value.Scalar;
import dev.proxmoxmcp.settings.Value.Sequence;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping of the settings. Its keys are taken one by one; what is wrong is collected with file,
 * line and column, or the variable. Owned by the thread that reads the settings.
 */
final class Section {
  private final List<String> problems;
  private final Mapping mapping;
  private final Map<String, Keyed> entries;

  /**
   * A text and where it stands.
   *
   * @param text not blank
   * @param origin where it stands
   */
  record Text(String text, Origin origin) {
    /** {@code file:line:column}, or the variable's name. */
    String place() {
      return origin.text();
    }

    /** It could be a secret that should not stand there. */
    @Override
    public String toString() {
      return "Text[" + origin.text() + "]";
    }
  }

  Section(List<String> problems, Mapping mapping) {
    this.problems = problems;
    this.mapping = mapping;
    this.entries = mapping.entries();
  }

  /** All keys, in the order of the file. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** {@code file:line:column} of the mapping itself. */
  String place() {
    return mapping.origin().text();
  }

  /** {@code file:line:column} of a key, of the mapping itself if it is not there. */
  String place(String key) {
    Keyed entry = entries.get(key);
    return entry == null ? place() : entry.key().text();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * Reports every key that is none of those of {@code section}, with the nearest of them.
   *
   * @param section as {@link Keys#names} takes it
   */
  void allowThoseOf(String section) {
    allow(Keys.names(section));
  }

  /** Reports every key that is none of {@code known}, with the nearest of them. */
  void allow(List<String> known) {
    entries.forEach((name, entry) -> {
      if (!known.contains(name)) {
        problems.add(
            entry.key().text()
                + ": unknown key "
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
    Keyed entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence sequence)) {
      return text(key, entry.value()).stream().toList();
    }
    if (sequence.values().isEmpty()) {
      problem(sequence, key + " is an empty list.");
    }
    List<Text> texts = new ArrayList<>();
    sequence.values().forEach(one -> text(key, one).ifPresent(texts::add));
    return texts;
  }

  /** The number of {@code key}; empty if it is not there, or not within its bounds: reported. */
  Optional<Integer> count(Key key) {
    int least = Integer.parseInt(key.form().words().getFirst());
    int most = Integer.parseInt(key.form().words().getLast());
    return text(key.name())
        .flatMap(text -> {
          Optional<Integer> number =
              Optional.of(text.text())
                  .filter(digits -> digits.matches("[0-9]{1,9}"))
                  .map(Integer::valueOf)
                  .filter(count -> count >= least && count <= most);
          if (number.isEmpty()) {
            problem(text, key.name() + " is a number from " + least + " to " + most + ".");
          }
          return number;
        });
  }

  /** Whether {@code key} is on; {@code otherwise} if it is not there, or neither: reported. */
  boolean flag(String key, boolean otherwise) {
    return text(key)
        .map(text ->
            switch (text.text().toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> {
                problem(text, key + " is true or false.");
                yield otherwise;
              }
            })
        .orElse(otherwise);
  }

  /** Whether {@code key} is a mapping. */
  boolean isSection(String key) {
    Keyed entry = entries.get(key);
    return entry != null && entry.value() instanceof Mapping;
  }

  /** The mapping of {@code key}; empty if it is not there, or no mapping: that is reported. */
  Optional<Section> section(String key) {
    Keyed entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof Mapping inner) {
      return Optional.of(new Section(problems, inner));
    }
    problem(entry.value(), key + " takes a mapping, got " + kind(entry.value()) + ".");
    return Optional.empty();
  }

  /** The mappings that the list {@code key} holds; what is none is reported. */
  List<Section> sections(String key) {
    Keyed entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence sequence)) {
      problem(entry.value(), key + " takes a list, got " + kind(entry.value()) + ".");
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (Value one : sequence.values()) {
      if (one instanceof Mapping inner) {
        sections.add(new Section(problems, inner));
      } else {
        problem(one, key + " takes a list of mappings, got " + kind(one) + " in it.");
      }
    }
    return sections;
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

  private Optional<Text> text(String key, Value value) {
    if (value instanceof Scalar(String text, Origin origin)) {
      return Optional.of(new Text(text, origin));
    }
    problem(value, key + " takes a text, got " + kind(value) + ".");
    return Optional.empty();
  }

  private void problem(Value at, String text) {
    problems.add(at.origin().text() + ": " + text);
  }

  private static String kind(Value value) {
    return switch (value) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar _ -> "a text";
      case Nothing nothing -> nothing.kind();
    };
  }

  /** Not the values: one could be a secret. */
  static String shown(String key) {
    return "\"" + ForeignText.line(key, 60) + "\"";
  }
}
