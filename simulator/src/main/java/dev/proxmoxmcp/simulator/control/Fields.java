package dev.proxmoxmcp.simulator.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object of a request, which may have certain fields and no others. */
final class Fields {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LONGEST_MS = Duration.ofHours(1).toMillis();

  private final Map<String, Object> values = new LinkedHashMap<>();

  private Fields(Map<?, ?> object) {
    object.forEach((name, value) -> {
      if (value != null) {
        values.put(String.valueOf(name), value);
      }
    });
  }

  /**
   * Reads one.
   *
   * @throws Problem if it is no JSON object, or has a field that is not among {@code known}
   */
  static Fields of(String body, String... known) {
    Object read;
    try {
      read = JSON.readValue(body, Object.class);
    } catch (JacksonException broken) {
      throw Problem.bad("the body is no JSON: " + broken.getOriginalMessage(), known);
    }
    if (!(read instanceof Map<?, ?> object)) {
      throw Problem.bad("the body is no JSON object", known);
    }
    Fields fields = new Fields(object);
    Set<String> accepted = Set.of(known);
    for (String name : fields.values.keySet()) {
      if (!accepted.contains(name)) {
        throw Problem.bad("unknown field '" + name + "'", known);
      }
    }
    return fields;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A field with a text, or empty. */
  Optional<String> text(String name) {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw Problem.bad("'" + name + "' must be a string");
    };
  }

  /** A field that must be there, with one of some words. */
  String word(String name, String... words) {
    return text(name)
        .filter(Set.of(words)::contains)
        .orElseThrow(() -> Problem.bad("'" + name + "' must be one of the accepted words", words));
  }

  /** A field with a list of texts; empty where there is none. */
  List<String> lines(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw Problem.bad("'" + name + "' must be a list of strings");
    };
  }

  /** A field that must be there, true or false. */
  boolean truth(String name) {
    if (values.get(name) instanceof Boolean truth) {
      return truth;
    }
    throw Problem.bad("'" + name + "' must be there, true or false");
  }

  /** A field with an integer from 1 to {@code most}, or empty. */
  Optional<Integer> count(String name, int most) {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case Integer number when number >= 1 && number <= most -> Optional.of(number);
      default -> throw Problem.bad("'" + name + "' must be an integer from 1 to " + most);
    };
  }

  /** A field with a number above 0 and at most 1, or empty. */
  Optional<Double> probability(String name) {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case Number number when number.doubleValue() > 0 && number.doubleValue() <= 1 ->
          Optional.of(number.doubleValue());
      default -> throw Problem.bad("'" + name + "' must be a number above 0 and at most 1");
    };
  }

  /** A field that must be there, with a number of milliseconds from 1 to an hour. */
  Duration milliseconds(String name) {
    return count(name, (int) LONGEST_MS)
        .map(Duration::ofMillis)
        .orElseThrow(() -> Problem.bad("'" + name + "' is missing: milliseconds"));
  }
}
