package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a tool answers.
 *
 * @param outcome how it went; everything but {@link Outcome#DONE} is an error to a client
 * @param text the answer, or what went wrong and what to do
 * @param json the same for programs, where they asked for it; null otherwise
 */
public record ToolReply(Outcome outcome, String text, @Nullable JsonNode json) {
  /** How a call went, as far as a program must tell it apart. */
  public enum Outcome {
    /** As asked for. */
    DONE,
    /** It was tried and did not succeed, or only in part. */
    FAILED,
    /** The arguments cannot be used, or name nothing; nothing was sent. */
    USAGE,
    /** This server or Proxmox does not allow it. */
    REFUSED,
    /** The cluster did not answer, or cannot be trusted. */
    UNAVAILABLE
  }

  /** An answer as asked for. */
  public static ToolReply done(String text) {
    return new ToolReply(Outcome.DONE, text, null);
  }

  /** An answer for programs: its text is the same JSON, because some clients show text alone. */
  public static ToolReply json(JsonNode json) {
    return new ToolReply(Outcome.DONE, JsonText.write(json), json);
  }

  /** An answer that is an error. */
  public static ToolReply problem(Outcome outcome, String text) {
    return new ToolReply(outcome, text, null);
  }

  /** Whether a client is told that it failed. */
  public boolean isError() {
    return outcome != Outcome.DONE;
  }
}
