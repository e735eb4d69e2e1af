package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a change left the settings that it set, as Proxmox showed them then. Whoever takes the change
 * back would put the work of somebody else aside with it, if they are others by now.
 *
 * @param values by name; null for what is not set
 */
record Left(ObjectNode values) {
  /** Of an object as it was read after the change; empty if it could not be. */
  static Optional<Left> of(State after, Set<String> touched) {
    if (!(after instanceof State.Seen(JsonNode now)) || !now.isObject()) {
      return Optional.empty();
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (String name : touched) {
      JsonNode value = now.path(name);
      values.set(
          name, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value.deepCopy());
    }
    return Optional.of(new Left(values));
  }

  /** Reads what {@link #written} wrote. */
  static Left read(String written) {
    return new Left((ObjectNode) JsonText.lenient().read(written));
  }

  String written() {
    return JsonText.write(values);
  }

  /** Why the change is not taken back as things are now; empty if it can be. */
  Optional<String> unlike(State now) {
    return switch (now) {
      case State.Seen(JsonNode fields) -> others(fields);
      case State.Absent() ->
          Optional.of("What was changed is not there any more, so there is nothing to take back.");
      case State.Unreadable(String why) ->
          Optional.of(
              "Whether somebody changed it since could not be seen, so it was left alone. " + why);
    };
  }

  private Optional<String> others(JsonNode fields) {
    List<String> others = new ArrayList<>();
    values.forEachEntry((name, left) -> {
      JsonNode is = fields.path(name);
      if (!ValueText.raw(is).equals(ValueText.raw(left))) {
        others.add(
            "%s was left as %s and is %s now"
                .formatted(ValueText.name(name), told(name, left), told(name, is)));
      }
    });
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Somebody changed it since: "
                + String.join("; ", others)
                + ". To set it all the same, use api_write.");
  }

  private static String told(String name, JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "not set" : ValueText.cell(name, value);
  }
}
