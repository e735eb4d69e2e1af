package dev.proxmoxmcp.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a file and variables say, in one form. Everything knows where it stands. */
sealed interface Value {
  /** Where it stands. */
  Origin origin();

  /**
   * All that it says, in one form for all, to compare; keys of a mapping stand before a {@code =}.
   */
  default List<String> texts() {
    return switch (this) {
      case Scalar scalar -> List.of(scalar.text());
      case Nothing _ -> List.of();
      case Sequence sequence ->
          sequence.values().stream().flatMap(one -> one.texts().stream()).toList();
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .flatMap(entry ->
                  entry.getValue().value().texts().stream()
                      .map(text -> entry.getKey() + "=" + text))
              .toList();
    };
  }

  /**
   * A place.
   *
   * @param text {@code file:line:column}, or a variable's name
   * @param variable whether it is a variable
   */
  record Origin(String text, boolean variable) {
    static Origin variable(String name) {
      return new Origin(name, true);
    }
  }

  /**
   * A text; it could be a secret that should not stand there, so it is not printed.
   *
   * @param text not blank, without blanks around it
   */
  record Scalar(String text, Origin origin) implements Value {
    @Override
    public String toString() {
      return "Scalar[" + origin.text() + "]";
    }
  }

  /**
   * A key without a value.
   *
   * @param kind what it is instead, for people
   */
  record Nothing(String kind, Origin origin) implements Value {}

  /** A list. */
  record Sequence(List<Value> values, Origin origin) implements Value {
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /** Keys and what they say, in the order in which they were written. */
  record Mapping(SequencedMap<String, Keyed> entries, Origin origin) implements Value {
    public Mapping {
      entries = new LinkedHashMap<>(entries);
    }

    /** One without keys. */
    static Mapping empty(Origin origin) {
      return new Mapping(new LinkedHashMap<>(), origin);
    }

    /** The same with one key more, or another value of it. */
    Mapping with(String key, Keyed entry) {
      SequencedMap<String, Keyed> more = new LinkedHashMap<>(entries);
      more.put(key, entry);
      return new Mapping(more, origin);
    }
  }

  /**
   * A key's place and its value.
   *
   * @param key where the key stands
   */
  record Keyed(Origin key, Value value) {}
}
