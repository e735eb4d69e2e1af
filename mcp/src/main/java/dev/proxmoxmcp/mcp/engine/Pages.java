package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts a list into pages. A cursor says how many entries came before, so that it means the same in
 * every process; what is inserted between two pages may be seen twice or missed.
 *
 * @param size of a page, at least 1
 */
record Pages(int size) {
  private static final Pattern CURSOR = Pattern.compile("after ([1-9][0-9]{0,8})");

  /**
   * One page.
   *
   * @param <T> an entry
   * @param entries at most {@link Pages#size()}
   * @param next where the next one begins; 0 if there is none
   */
  record Page<T>(List<T> entries, int next) {
    /** Adds the cursor of the next page, if there is one, to a result, and returns it. */
    ObjectNode on(ObjectNode result) {
      return next == 0
          ? result
          : result.put(
              "nextCursor",
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(("after " + next).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /**
   * The page that {@code params} asks for.
   *
   * @throws RpcException if its cursor is none of this list
   */
  <T> Page<T> of(List<T> all, ObjectNode params) throws RpcException {
    int first = first(params.path("cursor"));
    if (first > all.size()) {
      throw unknown();
    }
    int end = Math.min(all.size(), first + size);
    return new Page<>(all.subList(first, end), end < all.size() ? end : 0);
  }

  private static int first(JsonNode cursor) throws RpcException {
    if (cursor.isMissingNode() || cursor.isNull()) {
      return 0;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.stringValue(""));
      var place = CURSOR.matcher(new String(bytes, StandardCharsets.US_ASCII));
      if (place.matches()) {
        return Integer.parseInt(place.group(1));
      }
    } catch (IllegalArgumentException _) {
      // no Base64: no cursor of ours
    }
    throw unknown();
  }

  private static RpcException unknown() {
    return RpcException.invalidParams("unknown cursor: ask for the list without one again");
  }
}
