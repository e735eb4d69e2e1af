package dev.proxmoxmcp.simulator.api;

import java.util.List;

/** A parameter's value as it was sent, not checked yet. */
public sealed interface Value {
  /** One scalar; JSON's numbers as written, true and false as 1 and 0. */
  record Text(String text) implements Value {}

  /** A key that was repeated, or a JSON array. */
  record Several(List<Value> entries) implements Value {
    public Several {
      entries = List.copyOf(entries);
    }

    static Several texts(List<String> texts) {
      return new Several(texts.stream().<Value>map(Text::new).toList());
    }

    /** The entries as logs and recordings show them. */
    public List<String> shownEntries() {
      return entries.stream().map(Value::shown).toList();
    }
  }

  /** A file that was sent along, behind the name that the proxy gave it. */
  record Upload(String name, String content) implements Value {
    static Upload of(String content) {
      return new Upload("/var/tmp/pveupload-" + Digest.of(content).substring(0, 32), content);
    }
  }

  /** A JSON object. */
  record Structure() implements Value {}

  /** The value as the text that logs and recordings show. */
  default String shown() {
    return switch (this) {
      case Text(String text) -> text;
      case Several several -> String.join(", ", several.shownEntries());
      case Upload(String name, String _) -> name;
      case Structure() -> "{}";
    };
  }
}
