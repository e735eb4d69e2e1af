package dev.proxmoxmcp.mcp.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a call answers.
 *
 * @param text for the model; enough by itself
 * @param isError whether what was asked for was not done, or could not be seen; the text then says
 *     why and what to do next
 * @param structured the same for programs, null for none; revisions that do not know it get the
 *     text alone
 */
public record ToolResult(String text, boolean isError, @Nullable JsonNode structured) {
  /** A plain answer. */
  public static ToolResult ok(String text) {
    return new ToolResult(text, false, null);
  }

  /** A plain answer that a program can read too. */
  public static ToolResult ok(String text, JsonNode structured) {
    return new ToolResult(text, false, structured);
  }

  /** An expected failure. */
  public static ToolResult error(String text) {
    return new ToolResult(text, true, null);
  }
}
