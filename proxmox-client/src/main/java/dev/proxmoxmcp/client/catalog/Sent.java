package dev.proxmoxmcp.client.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a call as they would be sent, those in the path among them. Immutable.
 *
 * <p>Truth values are read with suspicion: what is neither plainly on nor plainly off counts as
 * whichever of the two is worse, since hosts differ in what they take.
 */
public final class Sent {
  private static final String INDEX = "[n]";
  private static final Set<String> OFF = Set.of("0", "false");
  private static final Set<String> ON = Set.of("1", "true");

  private final Map<String, List<String>> values;

  private Sent(Map<String, List<String>> values) {
    this.values = values;
  }

  /** A copy of {@code values}, by name; a repeated parameter has several. */
  public static Sent of(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new TreeMap<>();
    values.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
    return new Sent(copy);
  }

  /**
   * The values of a parameter.
   *
   * @param name {@code mp[n]} for those of {@code mp0}, {@code mp1} and so on
   */
  List<String> values(String name) {
    List<String> all = new ArrayList<>();
    named(name).values().forEach(all::addAll);
    return all;
  }

  /** The same by the name that is sent. */
  Map<String, List<String>> named(String name) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    values.forEach((sent, texts) -> {
      if (isNamedBy(name, sent)) {
        found.put(sent, texts);
      }
    });
    return found;
  }

  private static boolean isNamedBy(String name, String sent) {
    if (!name.endsWith(INDEX)) {
      return sent.equals(name);
    }
    String stem = name.substring(0, name.length() - INDEX.length());
    String index = sent.startsWith(stem) ? sent.substring(stem.length()) : "";
    return !index.isEmpty() && index.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  boolean has(String name) {
    return !named(name).isEmpty();
  }

  /** The first value; "" if there is none. */
  String first(String name) {
    List<String> all = values(name);
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** Whether it is sent and not plainly off. */
  boolean mayBeOn(String name) {
    return values(name).stream().anyMatch(value -> !OFF.contains(value.toLowerCase(Locale.ROOT)));
  }

  /** Whether it is sent and not plainly on. */
  boolean mayBeOff(String name) {
    return values(name).stream().anyMatch(value -> !ON.contains(value.toLowerCase(Locale.ROOT)));
  }

  /** Whether it is sent and plainly off. */
  boolean isOff(String name) {
    return has(name) && !mayBeOn(name);
  }

  /** Whether it is sent and plainly on. */
  boolean isOn(String name) {
    return has(name) && !mayBeOff(name);
  }

  /** All names, sorted. */
  Set<String> names() {
    return values.keySet();
  }
}
