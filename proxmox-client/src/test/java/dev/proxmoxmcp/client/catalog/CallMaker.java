package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.catalog.Problem.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes calls of any endpoint: valid ones, and ones with exactly one fault. No chance in it. */
final class CallMaker {
  private static final String NO_WORD = "no-such-word";

  private CallMaker() {}

  /**
   * A call that is wrong in one parameter.
   *
   * @param parameter which
   */
  record Broken(String parameter, Kind kind, Map<String, Object> arguments) {}

  /** What has to be sent and nothing else, with the values of the placeholders. */
  static Map<String, Object> least(ApiEndpoint endpoint) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String placeholder : endpoint.placeholders()) {
      arguments.put(placeholder, value(endpoint, placeholder));
    }
    for (ApiParameter parameter : endpoint.parameters().values()) {
      if (parameter.required() && !parameter.indexed()) {
        add(endpoint, parameter, arguments);
      }
    }
    return arguments;
  }

  /** Everything that can be sent. */
  static Map<String, Object> whole(ApiEndpoint endpoint) {
    Map<String, Object> arguments = new LinkedHashMap<>(least(endpoint));
    endpoint.parameters().values().forEach(parameter -> add(endpoint, parameter, arguments));
    return arguments;
  }

  private static void add(
      ApiEndpoint endpoint, ApiParameter parameter, Map<String, Object> arguments) {
    arguments.putIfAbsent(name(parameter), value(endpoint, parameter.name()));
    if (!parameter.requires().isEmpty()) {
      arguments.putIfAbsent(parameter.requires(), value(endpoint, parameter.requires()));
    }
  }

  private static String name(ApiParameter parameter) {
    return parameter.name().replace("[n]", "0");
  }

  private static Object value(ApiEndpoint endpoint, String name) {
    ApiParameter parameter = endpoint.parameters().get(name);
    return parameter == null
        ? "sample"
        : Samples.of(parameter.type())
            .filter(value -> !endpoint.placeholders().contains(name) || !isPath(value))
            .orElseThrow(
                () -> new AssertionError("no sample for " + endpoint.title() + " " + parameter));
  }

  private static boolean isPath(Object value) {
    return String.valueOf(value).startsWith("/");
  }

  /** Variants of {@link #least}, each with one fault. */
  static List<Broken> broken(ApiEndpoint endpoint) {
    Map<String, Object> least = least(endpoint);
    List<Broken> all = new ArrayList<>();
    for (ApiParameter parameter : endpoint.parameters().values()) {
      String name = name(parameter);
      if (parameter.required() && !parameter.indexed()) {
        Map<String, Object> without = new LinkedHashMap<>(least);
        without.remove(name);
        all.add(new Broken(name, Kind.MISSING, without));
      }
      for (Fault fault : faults(parameter.type())) {
        Map<String, Object> with = new LinkedHashMap<>(least);
        add(endpoint, parameter, with);
        with.put(name, fault.value());
        all.add(new Broken(name, fault.kind(), with));
      }
      if (endpoint.placeholders().contains(name)) {
        Map<String, Object> with = new LinkedHashMap<>(least);
        with.put(name, "../" + least.get(name));
        all.add(new Broken(name, Kind.PATH, with));
      }
    }
    if (!endpoint.is(ApiEndpoint.Trait.MORE_PARAMETERS)) {
      for (String name : misspelt(endpoint)) {
        Map<String, Object> with = new LinkedHashMap<>(least);
        with.put(name, "1");
        all.add(new Broken(name, Kind.UNKNOWN, with));
      }
    }
    return all;
  }

  private static List<String> misspelt(ApiEndpoint endpoint) {
    List<String> names = new ArrayList<>(List.of("no-such-parameter", "..", "net[n]x"));
    for (ApiParameter parameter : endpoint.parameters().values()) {
      for (String name : List.of(name(parameter) + "x", "x" + name(parameter))) {
        if (endpoint.parameter(name).isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private record Fault(Kind kind, Object value) {}

  private static List<Fault> faults(ApiType type) {
    List<Fault> faults = new ArrayList<>();
    switch (type) {
      case ApiType.Text text -> {
        faults.add(new Fault(Kind.TYPE, Map.of("an", "object")));
        faults.add(new Fault(Kind.TYPE, true));
        if (text.length().max() < 100_000) {
          faults.add(new Fault(Kind.LENGTH, "a".repeat(text.length().max() + 1)));
        }
        if (text.length().min() > 0) {
          faults.add(new Fault(Kind.LENGTH, "a".repeat(text.length().min() - 1)));
        }
        if (Formats.words(text.format()).isPresent()) {
          faults.add(new Fault(Kind.FORMAT, "?*\u0001 ä!"));
        }
        Optional.ofNullable(text.pattern())
            .filter(pattern -> pattern.match("?*\u0001 \n\n!") == ApiPattern.Outcome.DIFFERS)
            .ifPresent(_ -> faults.add(new Fault(Kind.PATTERN, "?*\u0001 \n\n!")));
      }
      case ApiType.Choice _ -> {
        faults.add(new Fault(Kind.CHOICE, NO_WORD));
        faults.add(new Fault(Kind.CHOICE, 4711));
        faults.add(new Fault(Kind.TYPE, Map.of()));
      }
      case ApiType.Numeric number -> {
        faults.add(new Fault(Kind.TYPE, "many"));
        faults.add(new Fault(Kind.TYPE, "1x"));
        faults.add(new Fault(Kind.TYPE, true));
        if (number.whole()) {
          faults.add(new Fault(Kind.TYPE, "1.5"));
        }
        Optional.ofNullable(number.min())
            .ifPresent(min -> faults.add(new Fault(Kind.BOUND, min.subtract(BigDecimal.ONE))));
        Optional.ofNullable(number.max())
            .ifPresent(max -> faults.add(new Fault(Kind.BOUND, max.add(BigDecimal.ONE))));
      }
      case ApiType.Truth() -> {
        faults.add(new Fault(Kind.TYPE, "maybe"));
        faults.add(new Fault(Kind.TYPE, 2));
        faults.add(new Fault(Kind.TYPE, Map.of()));
      }
      case ApiType.ListOf(ApiType entry) -> faults.addAll(inList(entry));
      case ApiType.Joined(ApiType entry) -> faults.addAll(inList(entry));
      case ApiType.PropertyString string -> {
        faults.add(new Fault(Kind.TYPE, List.of(List.of())));
        if (!string.more()) {
          faults.add(new Fault(Kind.KEY, "no-such-key=1"));
          faults.add(new Fault(Kind.KEY, Map.of("no-such-key", 1)));
        }
      }
      case ApiType.OneOf _ -> faults.add(new Fault(Kind.TYPE, List.of(List.of())));
      case ApiType.Structure _, ApiType.Anything _, ApiType.Nothing _ -> {}
    }
    return faults;
  }

  private static List<Fault> inList(ApiType entry) {
    return faults(entry).stream()
        .map(fault -> new Fault(fault.kind(), List.of(fault.value())))
        .toList();
  }
}
