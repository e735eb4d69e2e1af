package dev.proxmoxmcp.mcp.rpc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The id of a request: a string or an integer of any size, kept as it came, so that "1" and 1 are
 * two ids and each goes back as what it was. Progress tokens follow the same rule.
 *
 * @param value a string or an integer
 */
public record RequestId(JsonNode value) {
  /** The id in {@code node}; empty if it is neither a string nor an integer. */
  public static Optional<RequestId> of(JsonNode node) {
    if (node.isIntegralNumber() || (node.isString() && encodable(node.stringValue()))) {
      return Optional.of(new RequestId(node));
    }
    return Optional.empty();
  }

  /** Half a surrogate pair, which JSON can escape, has no UTF-8: it could not go back unchanged. */
  private static boolean encodable(String text) {
    return text.codePoints()
        .noneMatch(codePoint ->
            codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
