package dev.proxmoxmcp.mcp.api;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients can use of a server.
 *
 * @param tools what they may call
 * @param resources what they may read
 * @param prompts what a person may pick
 * @param completer proposes values for prompts and addresses
 * @param extensions of the protocol that the handlers speak, by name, with their settings
 * @param changes tells that one of the lists is another
 */
public record Offer(
    ToolList tools,
    Resources resources,
    PromptList prompts,
    Completer completer,
    Map<String, ObjectNode> extensions,
    ListChanges changes) {
  /** Copies the map. */
  public Offer {
    extensions = Map.copyOf(extensions);
  }

  /** Tools alone. */
  public static Offer of(ToolList tools) {
    return new Offer(
        tools, Resources.NONE, PromptList.NONE, Completer.NONE, Map.of(), new ListChanges());
  }

  /** Whether there is anything to read. */
  public boolean hasResources() {
    return !resources.equals(Resources.NONE);
  }

  /** Whether there are prompts. */
  public boolean hasPrompts() {
    return !prompts.equals(PromptList.NONE);
  }

  /** Whether values are proposed. */
  public boolean completes() {
    return !completer.equals(Completer.NONE);
  }

  /** The same with other resources. */
  public Offer with(Resources other) {
    return new Offer(tools, other, prompts, completer, extensions, changes);
  }

  /** The same with other prompts. */
  public Offer with(PromptList other) {
    return new Offer(tools, resources, other, completer, extensions, changes);
  }

  /** The same with another completer. */
  public Offer with(Completer other) {
    return new Offer(tools, resources, prompts, other, extensions, changes);
  }

  /** The same with an extension more. */
  public Offer withExtension(String name, ObjectNode settings) {
    Map<String, ObjectNode> more = new HashMap<>(extensions);
    more.put(name, settings.deepCopy());
    return new Offer(tools, resources, prompts, completer, more, changes);
  }
}
