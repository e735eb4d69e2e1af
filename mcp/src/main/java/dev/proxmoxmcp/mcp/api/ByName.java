package dev.proxmoxmcp.mcp.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server has of one kind, by name and in the order in which every list shows it. It is made
 * when somebody first asks, and kept. Thread-safe.
 */
final class ByName<T> {
  private final String kind;
  private final Function<T, String> name;
  private final Supplier<List<T>> source;
  private @Nullable Map<String, T> made;

  /**
   * @param kind for errors: {@code tools}
   * @param source is asked until it has not failed
   */
  ByName(String kind, Function<T, String> name, Supplier<List<T>> source) {
    this.kind = kind;
    this.name = name;
    this.source = source;
  }

  List<T> all() {
    return List.copyOf(made().values());
  }

  Optional<T> find(String wanted) {
    return Optional.ofNullable(made().get(wanted));
  }

  synchronized void renew() {
    made = null;
  }

  /**
   * @throws IllegalArgumentException if two have one name
   */
  private synchronized Map<String, T> made() {
    if (made == null) {
      Map<String, T> all = new LinkedHashMap<>();
      for (T one : source.get()) {
        if (all.put(name.apply(one), one) != null) {
          throw new IllegalArgumentException("two " + kind + " are named " + name.apply(one));
        }
      }
      made = all;
    }
    return made;
  }
}
