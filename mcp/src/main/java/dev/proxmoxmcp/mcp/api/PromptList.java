package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The prompts of a server, likewise as its tools are kept. Thread-safe. */
public final class PromptList {
  /** A server without prompts: it then has none of their methods. */
  public static final PromptList NONE = of();

  private final ByName<Prompt> prompts;

  private PromptList(Supplier<List<Prompt>> source) {
    this.prompts = new ByName<>("prompts", Prompt::name, source);
  }

  /**
   * Prompts that are there.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static PromptList of(Prompt... prompts) {
    List<Prompt> copy = List.of(prompts);
    PromptList list = new PromptList(() -> copy);
    list.all();
    return list;
  }

  /** Prompts that {@code source} makes when they are first asked for. */
  public static PromptList later(Supplier<List<Prompt>> source) {
    return new PromptList(source);
  }

  /** All of them; unmodifiable. */
  public List<Prompt> all() {
    return prompts.all();
  }

  /** The one of that name. */
  public Optional<Prompt> find(String name) {
    return prompts.find(name);
  }

  /** Has them made anew when somebody next asks. */
  public void renew() {
    prompts.renew();
  }
}
