package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.ForeignText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is different between two states of an object.
 *
 * @param key the field that tells the entries of a list apart; "" if that is not known
 * @param byDefault what a field is that is not set; "" if that is not known
 */
record Difference(String key, UnaryOperator<String> byDefault) {
  private static final int MOST = 40;

  /** What changes by itself, or with every change, and says nothing. */
  private static final Set<String> RESTLESS =
      Set.of(
          "digest",
          "uptime",
          "cpu",
          "mem",
          "memhost",
          "disk",
          "diskread",
          "diskwrite",
          "netin",
          "netout",
          "pid",
          "freemem",
          "ballooninfo",
          "blockstat",
          "nics",
          "proxmox-support",
          "pressurecpufull",
          "pressurecpusome",
          "pressureiofull",
          "pressureiosome",
          "pressurememoryfull",
          "pressurememorysome",
          "used",
          "avail",
          "used_fraction",
          "next-run",
          "running-machine",
          "running-qemu");

  /** {@code object} without what changes by itself. */
  static JsonNode lasting(JsonNode object) {
    if (!(object instanceof ObjectNode fields)) {
      return object;
    }
    ObjectNode lasting = fields.deepCopy();
    lasting.remove(RESTLESS);
    return lasting;
  }

  /** A line for each difference; empty if none can be seen. */
  List<String> lines(State before, State after) {
    List<String> lines =
        switch (after) {
          case State.Absent _ -> List.of("there is none now");
          case State.Unreadable(String why) -> List.of("How it is now could not be read. " + why);
          case State.Seen(JsonNode now) ->
              switch (before) {
                case State.Seen(JsonNode old) -> between(old, now);
                case State.Absent _ -> whole(now);
                case State.Unreadable _ -> whole(now);
              };
        };
    return lines.size() <= MOST ? lines : withRest(lines);
  }

  private static List<String> withRest(List<String> lines) {
    List<String> some = new ArrayList<>(lines.subList(0, MOST));
    some.add("… and " + (lines.size() - MOST) + " more");
    return some;
  }

  private static List<String> whole(JsonNode now) {
    if (!now.isObject()) {
      return now.isArray()
          ? List.of(now.size() + " entries now")
          : List.of("now " + ValueText.cell("", now));
    }
    return now.propertyNames().stream()
        .filter(name -> !RESTLESS.contains(name))
        .sorted()
        .map(name -> ValueText.name(name) + ": " + ValueText.cell(name, now.path(name)))
        .toList();
  }

  private List<String> between(JsonNode old, JsonNode now) {
    if (old.isObject() && now.isObject()) {
      return fields(old, now);
    }
    if (old.isArray() && now.isArray()) {
      return entries(old, now);
    }
    return old.equals(now)
        ? List.of()
        : List.of(ValueText.cell("", old) + " → " + ValueText.cell("", now));
  }

  private List<String> fields(JsonNode old, JsonNode now) {
    Set<String> names = new TreeSet<>(old.propertyNames());
    names.addAll(now.propertyNames());
    names.removeAll(RESTLESS);
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      JsonNode was = old.path(name);
      JsonNode is = now.path(name);
      if (was.isContainer() && is.isContainer() && !was.equals(is)) {
        between(was, is).forEach(line -> lines.add(ValueText.name(name) + ": " + line));
      } else if (!ValueText.raw(was).equals(ValueText.raw(is))) {
        lines.add(ValueText.name(name) + ": " + told(name, was) + " → " + told(name, is));
      }
    }
    return lines;
  }

  /** A value, or what holds without one. */
  private String told(String name, JsonNode value) {
    if (!value.isMissingNode()) {
      return ValueText.cell(name, value);
    }
    String usual = byDefault.apply(name);
    return usual.isEmpty() ? "not set" : ForeignText.line(usual, 40) + " (default)";
  }

  /** Entries by their key where they have one; others are the same only if all of them is. */
  private List<String> entries(JsonNode old, JsonNode now) {
    Map<String, JsonNode> before = keyed(old);
    Map<String, JsonNode> after = keyed(now);
    List<String> lines = new ArrayList<>();
    after.forEach((name, entry) -> {
      JsonNode was = before.get(name);
      if (was == null) {
        lines.add("added: " + entry(entry));
      } else if (entry.isObject()) {
        fields(was, entry).forEach(line -> lines.add(shown(entry) + line));
      }
    });
    before.forEach((name, entry) -> {
      if (!after.containsKey(name)) {
        lines.add("removed: " + entry(entry));
      }
    });
    return lines;
  }

  private String shown(JsonNode entry) {
    return entry.has(key) ? key + " " + ValueText.cell(key, entry.path(key)) + ": " : "";
  }

  private Map<String, JsonNode> keyed(JsonNode list) {
    Map<String, JsonNode> keyed = new LinkedHashMap<>();
    list.forEach(
        entry -> keyed.put(entry.has(key) ? entry.path(key).asString("") : steady(entry), entry));
    return Collections.unmodifiableMap(keyed);
  }

  private static String steady(JsonNode entry) {
    return entry.isObject()
        ? entry.propertyNames().stream()
            .filter(name -> !RESTLESS.contains(name))
            .sorted()
            .map(name -> name + "=" + ValueText.raw(entry.path(name)))
            .collect(Collectors.joining("\n"))
        : ValueText.raw(entry);
  }

  private static String entry(JsonNode entry) {
    return entry.isObject()
        ? entry.propertyNames().stream()
            .filter(name -> !RESTLESS.contains(name))
            .sorted()
            .map(name -> ValueText.name(name) + "=" + ValueText.cell(name, entry.path(name)))
            .collect(Collectors.joining(", "))
        : ValueText.cell("", entry);
  }
}
