package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool: what {@code tools/list} shows, and what a call runs. Immutable.
 *
 * @param name unique in its server; 1 to 64 of {@code A-Z a-z 0-9 _ -}, which is what the model
 *     providers behind the common clients accept
 * @param title for people, not blank
 * @param description for the model, not blank
 * @param inputSchema JSON Schema 2020-12 of the arguments: an object at the root. Alternatives
 *     there ({@code anyOf}, {@code $ref}) are allowed, but common clients drop or refuse such tools
 * @param annotations its effects
 * @param handler what a call runs
 * @param extras what few tools need
 */
public record Tool(
    String name,
    String title,
    String description,
    ObjectNode inputSchema,
    ToolAnnotations annotations,
    ToolHandler handler,
    Extras extras) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Who holds the arguments of a call against the input schema. */
  public enum Check {
    /** The engine does, before the handler runs. */
    BY_ENGINE,
    /** The handler does, which has more to say about them. */
    BY_HANDLER
  }

  /** Whether a call may become a task: the handler then runs on while the client polls. */
  public enum TaskUse {
    /** It is always answered at once. */
    NEVER,
    /** It becomes one if the client speaks the extension. */
    OFFERED,
    /** It is one, and refused to a client that does not speak the extension. */
    REQUIRED
  }

  /**
   * What few tools need.
   *
   * @param outputSchema JSON Schema of the structured content; null for none
   * @param icons pictures of it
   * @param meta {@code _meta} of the tool; null for nothing
   * @param check who holds the arguments against the schema
   * @param tasks whether a call may become a task
   */
  public record Extras(
      @Nullable ObjectNode outputSchema,
      List<Icon> icons,
      @Nullable ObjectNode meta,
      Check check,
      TaskUse tasks) {
    /** Nothing of that. */
    public static final Extras NONE =
        new Extras(null, List.of(), null, Check.BY_ENGINE, TaskUse.NEVER);

    /** Copies the list. */
    public Extras {
      icons = List.copyOf(icons);
    }

    /** The same with another schema of what is answered. */
    public Extras withOutputSchema(ObjectNode other) {
      return new Extras(other, icons, meta, check, tasks);
    }

    /** The same with other icons. */
    public Extras withIcons(List<Icon> other) {
      return new Extras(outputSchema, other, meta, check, tasks);
    }

    /** The same with another {@code _meta}. */
    public Extras withMeta(ObjectNode other) {
      return new Extras(outputSchema, icons, other, check, tasks);
    }

    /** The same, checked by another. */
    public Extras with(Check other) {
      return new Extras(outputSchema, icons, meta, other, tasks);
    }

    /** The same with another use of tasks. */
    public Extras with(TaskUse other) {
      return new Extras(outputSchema, icons, meta, check, other);
    }
  }

  /** A tool without extras. */
  public Tool(
      String name,
      String title,
      String description,
      ObjectNode inputSchema,
      ToolAnnotations annotations,
      ToolHandler handler) {
    this(name, title, description, inputSchema, annotations, handler, Extras.NONE);
  }

  /** The same with other extras. */
  public Tool with(Extras other) {
    return new Tool(name, title, description, inputSchema, annotations, handler, other);
  }

  /**
   * @throws IllegalArgumentException naming the tool and what is wrong with it
   */
  public Tool {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tool's name is 1 to 64 of A-Z a-z 0-9 _ -, got '" + name + "'");
    }
    if (title.isBlank() || description.isBlank()) {
      throw new IllegalArgumentException("tool " + name + " needs a title and a description");
    }
    if (!inputSchema.path("type").stringValue("").equals("object")) {
      throw new IllegalArgumentException(
          "the input schema of tool " + name + " must have type object at its root");
    }
    inputSchema = inputSchema.deepCopy();
  }

  /** A copy of the input schema: changing it changes nothing here. */
  @Override
  public ObjectNode inputSchema() {
    return inputSchema.deepCopy();
  }
}
