package dev.proxmoxmcp.mcp.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a server, by name and in the order in which every list shows them. They are made
 * when somebody first asks, so that a start need not wait for them, and kept. Thread-safe.
 */
public final class ToolList {
  private final Supplier<List<Tool>> source;
  private @Nullable Map<String, Tool> made;

  private ToolList(Supplier<List<Tool>> source) {
    this.source = source;
  }

  /**
   * Tools that are there.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static ToolList of(Tool... tools) {
    List<Tool> copy = List.of(tools);
    ToolList list = new ToolList(() -> copy);
    list.byName();
    return list;
  }

  /**
   * Tools that {@code source} makes when they are first asked for; it is asked until it has not
   * failed.
   */
  public static ToolList later(Supplier<List<Tool>> source) {
    return new ToolList(source);
  }

  /**
   * All of them; unmodifiable.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public List<Tool> all() {
    return List.copyOf(byName().values());
  }

  /** The one of that name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /** Has the tools made anew when somebody next asks. Calls under way go on. */
  public synchronized void renew() {
    made = null;
  }

  private synchronized Map<String, Tool> byName() {
    if (made == null) {
      Map<String, Tool> tools = new LinkedHashMap<>();
      for (Tool tool : source.get()) {
        if (tools.put(tool.name(), tool) != null) {
          throw new IllegalArgumentException("two tools are named " + tool.name());
        }
      }
      made = tools;
    }
    return made;
  }
}
