package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The templates of a catalog by their segments. Immutable once it is made. */
final class PathTree {
  private static final List<String> ROOTS = List.of("/api2/json", "/api2/extjs");

  /** How a Backup Server writes what may not stand in the id of a task; it decodes none of it. */
  static final Pattern ESCAPED = Pattern.compile("\\\\x[0-9a-f]{2}");

  private static final int LONGEST = 1_000;
  private static final int MOST_SEGMENTS = 24;
  private static final int NEAREST = 3;

  /** The last placeholder of a volume's path takes the slashes in its id as well. */
  private static final String VOLUME = "{volume}";

  private final Node root = new Node();
  private final Set<String> templates = new LinkedHashSet<>();

  PathTree(List<ApiEndpoint> endpoints) {
    for (ApiEndpoint endpoint : endpoints) {
      Node node = root;
      for (String segment : segments(endpoint.template())) {
        node = node.child(segment);
      }
      node.calls.put(endpoint.method(), endpoint);
      templates.add(endpoint.template());
    }
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>(4);
    private @Nullable Node placeholder;
    private @Nullable Node rest;
    private final Map<ApiMethod, ApiEndpoint> calls = new EnumMap<>(ApiMethod.class);

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, _ -> new Node());
      }
      if (placeholder == null) {
        placeholder = new Node();
      }
      if (segment.equals(VOLUME)) {
        rest = placeholder;
      }
      return placeholder;
    }
  }

  PathMatch match(ApiMethod method, String given) {
    String path = withoutRoot(given.strip());
    Optional<String> fault = fault(path);
    if (fault.isPresent()) {
      return new PathMatch.Malformed(fault.get());
    }
    List<String> segments = segments(path);
    Optional<Node> node = find(root, segments);
    if (node.isEmpty()) {
      return new PathMatch.Unknown(nearest(segments));
    }
    Map<ApiMethod, ApiEndpoint> calls = node.get().calls;
    ApiEndpoint endpoint = calls.get(method);
    return endpoint == null
        ? new PathMatch.OtherMethod(
            calls.values().iterator().next().template(), List.copyOf(calls.keySet()))
        : new PathMatch.Found(endpoint, values(endpoint, segments));
  }

  private static String withoutRoot(String path) {
    for (String root : ROOTS) {
      if (path.startsWith(root + "/")) {
        return path.substring(root.length());
      }
    }
    return path;
  }

  /**
   * Why the path may not be sent. Proxmox decodes a path before it splits it and takes {@code ..}
   * as a name, so neither is of any use in a path that is meant well.
   */
  private static Optional<String> fault(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("does not begin with '/'");
    }
    if (path.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    if (path.indexOf('?') >= 0) {
      return Optional.of("holds '?': parameters go beside the path, not into it");
    }
    if (path.indexOf('%') >= 0) {
      return Optional.of("holds '%': write it as it is, it is encoded here");
    }
    String plain = ESCAPED.matcher(path).replaceAll("x");
    if (plain.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || "\\#;".indexOf(c) >= 0)) {
      return Optional.of("holds a character that no path of Proxmox has");
    }
    List<String> segments = segments(path);
    if (segments.contains("..") || segments.contains(".")) {
      return Optional.of("holds '.' or '..' as a segment");
    }
    if (segments.contains("")) {
      return Optional.of("has an empty segment (two slashes, or one at its end)");
    }
    return segments.size() > MOST_SEGMENTS
        ? Optional.of("has more than " + MOST_SEGMENTS + " segments")
        : Optional.empty();
  }

  private static List<String> segments(String path) {
    return path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
  }

  /** A name in a template goes before a placeholder that would take it too. */
  private static Optional<Node> find(Node from, List<String> segments) {
    if (segments.isEmpty()) {
      return from.calls.isEmpty() ? Optional.empty() : Optional.of(from);
    }
    Node literal = from.literals.get(segments.getFirst());
    List<String> others = segments.subList(1, segments.size());
    Optional<Node> found = literal == null ? Optional.empty() : find(literal, others);
    if (found.isEmpty() && from.placeholder != null) {
      found = find(from.placeholder, others);
    }
    if (found.isEmpty() && from.rest != null && segments.stream().noneMatch(PathTree::isOpen)) {
      found = Optional.of(from.rest);
    }
    return found;
  }

  private static Map<String, String> values(ApiEndpoint endpoint, List<String> segments) {
    List<String> template = segments(endpoint.template());
    Map<String, String> values = new LinkedHashMap<>();
    for (int at = 0; at < template.size(); at++) {
      String name = template.get(at);
      if (name.startsWith("{") && !isOpen(segments.get(at))) {
        boolean whole = name.equals(VOLUME) && at == template.size() - 1;
        values.put(
            name.substring(1, name.length() - 1),
            whole ? String.join("/", segments.subList(at, segments.size())) : segments.get(at));
      }
    }
    return values;
  }

  private static boolean isOpen(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  /**
   * The templates most like a path that is none, each placeholder filled as the path has it: first
   * of those with as many segments, then of those with one more or less.
   */
  private List<String> nearest(List<String> segments) {
    List<String> nearest = new ArrayList<>();
    for (int apart = 0; apart <= 1 && nearest.size() < NEAREST; apart++) {
      Map<String, String> candidates = candidates(segments, apart);
      Nearest.to("/" + String.join("/", segments), candidates.keySet(), NEAREST - nearest.size())
          .forEach(near -> nearest.add(candidates.getOrDefault(near, near)));
    }
    return nearest;
  }

  /** Templates by what they are when they are filled. */
  private Map<String, String> candidates(List<String> segments, int apart) {
    Map<String, String> candidates = new TreeMap<>();
    for (String template : templates) {
      List<String> filled = new ArrayList<>(segments(template));
      if (Math.abs(filled.size() - segments.size()) == apart) {
        for (int at = 0; at < filled.size() && at < segments.size(); at++) {
          if (isOpen(filled.get(at))) {
            filled.set(at, segments.get(at));
          }
        }
        candidates.putIfAbsent("/" + String.join("/", filled), template);
      }
    }
    return candidates;
  }
}
