package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tools of a server, by name and in the order in which every list shows them. They are made
 * when somebody first asks, so that a start need not wait for them, and kept. Thread-safe.
 */
public final class ToolList {
  private final ByName<Tool> tools;

  private ToolList(Supplier<List<Tool>> source) {
    this.tools = new ByName<>("tools", Tool::name, source);
  }

  /**
   * Tools that are there.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static ToolList of(Tool... tools) {
    List<Tool> copy = List.of(tools);
    ToolList list = new ToolList(() -> copy);
    list.all();
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
    return tools.all();
  }

  /** The one of that name. */
  public Optional<Tool> find(String name) {
    return tools.find(name);
  }

  /** Has the tools made anew when somebody next asks. Calls under way go on. */
  public void renew() {
    tools.renew();
  }
}
