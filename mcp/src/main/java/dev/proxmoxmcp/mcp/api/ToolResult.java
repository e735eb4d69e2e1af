package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call answers.
 *
 * @param content for the model; its text is enough by itself
 * @param isError whether what was asked for was not done, or could not be seen; the text then says
 *     why and what to do next
 * @param structured the same for programs, null for none; revisions that do not know it get the
 *     text alone
 * @param meta {@code _meta} of the result; null for nothing
 */
public record ToolResult(
    List<Content> content,
    boolean isError,
    @Nullable JsonNode structured,
    @Nullable ObjectNode meta) {
  /** Copies the list. */
  public ToolResult {
    content = List.copyOf(content);
  }

  /** Words. */
  public ToolResult(String text, boolean isError, @Nullable JsonNode structured) {
    this(List.of(Content.text(text)), isError, structured, null);
  }

  /** A plain answer. */
  public static ToolResult ok(String text) {
    return new ToolResult(text, false, null);
  }

  /** A plain answer that a program can read too. */
  public static ToolResult ok(String text, JsonNode structured) {
    return new ToolResult(text, false, structured);
  }

  /** An answer of several pieces. */
  public static ToolResult of(Content... content) {
    return new ToolResult(List.of(content), false, null, null);
  }

  /** An expected failure. */
  public static ToolResult error(String text) {
    return new ToolResult(text, true, null);
  }

  /** Its words, one piece a line. */
  public String text() {
    return content.stream()
        .filter(Content.Text.class::isInstance)
        .map(one -> ((Content.Text) one).text())
        .collect(Collectors.joining("\n"));
  }
}
