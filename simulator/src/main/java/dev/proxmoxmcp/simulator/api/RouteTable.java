package dev.proxmoxmcp.simulator.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All endpoints, found by method and path. A last placeholder such as {@code {volume...}} takes
 * what is left of a path, which the name of a volume needs. Immutable.
 */
public final class RouteTable {
  private static final String REST = "...}";

  /** How many slashes the rest of a path may have. */
  private static final int LONGEST_REST = 4;

  private final Map<Key, List<Entry>> entries = new HashMap<>();
  private final List<Route> routes;

  /** A table of these routes; where two match, the earlier one wins. */
  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Entry entry = new Entry(segments(route.path()), route);
      int least = entry.template().size();
      int most = entry.open() ? least + LONGEST_REST : least;
      for (int size = least; size <= most; size++) {
        entries.computeIfAbsent(new Key(route.verb(), size), _ -> new ArrayList<>()).add(entry);
      }
    }
    // As in Proxmox, a word of a path goes before a placeholder in its place.
    entries.values().forEach(list -> list.sort(Comparator.comparing(Entry::generality)));
  }

  private record Key(Verb verb, int segments) {}

  private record Entry(List<String> template, Route route) {
    /** Whether its last placeholder takes the rest of a path. */
    boolean open() {
      return !template.isEmpty() && template.getLast().endsWith(REST);
    }

    /** For each segment whether it is a word or a placeholder, as text that sorts. */
    String generality() {
      StringBuilder all = new StringBuilder();
      template.forEach(segment -> all.append(segment.startsWith("{") ? '1' : '0'));
      return all.append(open() ? "2" : "").toString();
    }

    private boolean hasWords(List<String> path) {
      for (int index = 0; index < template.size(); index++) {
        String wanted = template.get(index);
        if (!wanted.startsWith("{") && !wanted.equals(path.get(index))) {
          return false;
        }
      }
      return true;
    }

    Optional<Match> match(List<String> path) {
      if (!hasWords(path)) {
        return Optional.empty();
      }
      Map<String, String> placeholders = new LinkedHashMap<>();
      for (int index = 0; index < template.size(); index++) {
        String wanted = template.get(index);
        if (wanted.endsWith(REST)) {
          placeholders.put(
              wanted.substring(1, wanted.length() - REST.length()),
              String.join("/", path.subList(index, path.size())));
        } else if (wanted.startsWith("{")) {
          placeholders.put(wanted.substring(1, wanted.length() - 1), path.get(index));
        }
      }
      return Optional.of(new Match(route, placeholders));
    }
  }

  /** A route and the values of its placeholders. */
  record Match(Route route, Map<String, String> placeholders) {}

  /** All routes. */
  public List<Route> routes() {
    return routes;
  }

  /** Whether there is an endpoint at a decoded path. */
  public boolean has(String method, String path) {
    return Verb.of(method).flatMap(verb -> find(verb, path)).isPresent();
  }

  /** The route of a decoded path, or empty. */
  Optional<Match> find(Verb verb, String path) {
    List<String> segments = segments(path);
    return entries.getOrDefault(new Key(verb, segments.size()), List.of()).stream()
        .flatMap(entry -> entry.match(segments).stream())
        .findFirst();
  }

  /** Splits as Proxmox does: empty segments do not count. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }
}
