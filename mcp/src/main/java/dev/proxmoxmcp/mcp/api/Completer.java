package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Map;

/** Proposes values while somebody types one. Called on virtual threads, by several at once. */
@FunctionalInterface
public interface Completer {
  /** No proposals: the server then does not offer to complete. */
  Completer NONE = (_, _) -> List.of();

  /** Of what the value is a part. */
  sealed interface Of {
    /** A prompt that this server has. */
    record APrompt(String name) implements Of {}

    /** A form of addresses, as the client names it. */
    record ATemplate(String uriTemplate) implements Of {}
  }

  /**
   * What is typed.
   *
   * @param of what it is a part of
   * @param argument the name of the argument, or of the variable
   * @param typed what is there so far; may be empty
   * @param others what the other arguments are already
   */
  record Typed(Of of, String argument, String typed, Map<String, String> others) {
    /** Copies the map. */
    public Typed {
      others = Map.copyOf(others);
    }
  }

  /**
   * Values that begin with what is typed, or otherwise fit, the likeliest first; the engine sends
   * the first hundred and says how many there are.
   */
  List<String> complete(Typed typed, McpCall call) throws InterruptedException;
}
