package dev.proxmoxmcp.simulator.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A call of an endpoint, its parameters checked against the schema. */
public final class Call {
  private final Caller caller;
  private final Instant now;
  private final String asked;
  private final Map<String, String> values;
  private final Map<String, Value> sent;

  Call(
      Caller caller,
      Instant now,
      String asked,
      Map<String, String> placeholders,
      Map<String, Value> sent) {
    this.caller = caller;
    this.now = now;
    this.asked = asked;
    this.values = new HashMap<>();
    this.sent = Map.copyOf(sent);
    sent.forEach((name, value) -> values.put(name, value.shown()));
    values.putAll(placeholders);
  }

  /** All values as texts, those of the path among them. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /**
   * What is said of a thing, in the order of the names.
   *
   * @param about names that say which thing is meant or what to do with it, and are left out
   * @param numbers names whose values are numbers
   */
  public SequencedMap<String, Object> settings(Set<String> about, Set<String> numbers) {
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    new TreeMap<>(values)
        .forEach((name, value) -> {
          if (!about.contains(name)) {
            settings.put(name, numbers.contains(name) ? (Object) Long.valueOf(value) : value);
          }
        });
    return settings;
  }

  /** Who calls. */
  public Caller caller() {
    return caller;
  }

  /** The cluster's time of this call. */
  public Instant now() {
    return now;
  }

  /** The node at whose address the request arrived, whatever node the path names. */
  public String asked() {
    return asked;
  }

  /** The node of the path. */
  public String node() {
    return required("node");
  }

  /** The guest of the path. */
  public int vmid() {
    return Integer.parseInt(required("vmid"));
  }

  /** A parameter of the path, or a mandatory one. */
  public String required(String name) {
    return text(name)
        .orElseThrow(() -> new IllegalStateException("the route has no parameter " + name));
  }

  /** An optional parameter. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** An optional boolean that is false by default. */
  public boolean flag(String name) {
    return text(name).filter("1"::equals).isPresent();
  }

  /** An optional integer. */
  public long number(String name, long fallback) {
    return text(name).map(Long::parseLong).orElse(fallback);
  }

  /** An optional list; empty where it is not given. */
  public List<String> list(String name) {
    return text(name).map(Shape::items).orElse(List.of());
  }

  /** The entries of a parameter that is an array, as they are; empty where it is not given. */
  public List<String> texts(String name) {
    return switch (sent.get(name)) {
      case Value.Text(String text) -> List.of(text);
      case Value.Several several -> several.shownEntries();
      case Value.Upload _, Value.Structure() -> List.of();
      case null -> List.of();
    };
  }

  /** What is in the file that was sent along; empty if none was. */
  public Optional<String> upload() {
    return sent.values().stream()
        .flatMap(value -> value instanceof Value.Upload file ? Stream.of(file.content()) : null)
        .findFirst();
  }

  /**
   * Demands a privilege that only the handler knows of.
   *
   * @throws Refusal.NotAllowed if the caller lacks it
   */
  public void require(String path, String privilege) {
    Permission.all(path, privilege).check(caller, Map.of());
  }
}
