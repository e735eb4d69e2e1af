package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool: what {@code tools/list} shows, and what a call runs. Immutable.
 *
 * @param name unique in its server; 1 to 64 of {@code A-Z a-z 0-9 _ -}, which is what the model
 *     providers behind the common clients accept
 * @param title for people, not blank
 * @param description for the model, not blank
 * @param inputSchema JSON Schema 2020-12 of the arguments: an object at the root and no
 *     alternatives there, which common clients drop or refuse
 * @param annotations its effects
 * @param handler what a call runs
 */
public record Tool(
    String name,
    String title,
    String description,
    ObjectNode inputSchema,
    ToolAnnotations annotations,
    ToolHandler handler) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf", "$ref");

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
    for (String alternative : ALTERNATIVES) {
      if (inputSchema.has(alternative)) {
        throw new IllegalArgumentException(
            "the input schema of tool " + name + " must not have " + alternative + " at its root");
      }
    }
    inputSchema = inputSchema.deepCopy();
  }

  /** A copy of the input schema: changing it changes nothing here. */
  @Override
  public ObjectNode inputSchema() {
    return inputSchema.deepCopy();
  }
}
