package dev.proxmoxmcp.mcp.api;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request that a person may pick, which the server words.
 *
 * @param name unique in its server, not blank
 * @param title for people, not blank
 * @param description what it is good for; empty for nothing
 * @param arguments in the order in which a client asks for them
 * @param icons pictures of it
 * @param handler what words it
 */
public record Prompt(
    String name,
    String title,
    String description,
    List<Argument> arguments,
    List<Icon> icons,
    Handler handler) {
  /**
   * What can be filled in.
   *
   * @param name unique in its prompt
   * @param description for people; empty for nothing
   * @param required whether it must be there
   */
  public record Argument(String name, String description, boolean required) {}

  /** One message of a conversation. */
  public record Message(Role role, Content content) {
    /** What the person says. */
    public static Message ofUser(String text) {
      return new Message(Role.USER, Content.text(text));
    }
  }

  /**
   * The words.
   *
   * @param description empty for nothing
   */
  public record Words(String description, List<Message> messages) {
    /** Copies the list. */
    public Words {
      messages = List.copyOf(messages);
    }
  }

  /** Words it. Called on a virtual thread of its own. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The words of this prompt.
     *
     * @param arguments what was filled in: only those that are declared, all that are required
     */
    Words words(Map<String, String> arguments, McpCall call) throws InterruptedException;
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if it has no name or title, or two arguments of one name
   */
  public Prompt {
    if (name.isBlank() || title.isBlank()) {
      throw new IllegalArgumentException("prompt '" + name + "' needs a name and a title");
    }
    Set<String> names = new HashSet<>();
    for (Argument argument : arguments) {
      if (!names.add(argument.name())) {
        throw new IllegalArgumentException(
            "prompt %s has two arguments named %s".formatted(name, argument.name()));
      }
    }
    arguments = List.copyOf(arguments);
    icons = List.copyOf(icons);
  }

  /** A prompt without icons. */
  public Prompt(
      String name, String title, String description, List<Argument> arguments, Handler handler) {
    this(name, title, description, arguments, List.of(), handler);
  }
}
