package dev.proxmoxmcp.client.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a path comes to in a catalog. */
public sealed interface PathMatch {
  /**
   * An endpoint.
   *
   * @param values what stands in its placeholders, by name, in their order; a placeholder that was
   *     left in the path ({@code /nodes/{node}}) has none. Not checked but for harmlessness
   */
  record Found(ApiEndpoint endpoint, Map<String, String> values) implements PathMatch {
    /** Copies the values. */
    public Found {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** The path is known, but not with that method. */
  record OtherMethod(String template, List<ApiMethod> methods) implements PathMatch {
    /** Copies the methods. */
    public OtherMethod {
      methods = List.copyOf(methods);
    }
  }

  /**
   * There is no such path.
   *
   * @param nearest templates most like it, nearest first; may be empty
   */
  record Unknown(List<String> nearest) implements PathMatch {
    /** Copies the templates. */
    public Unknown {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * No path that may be sent.
   *
   * @param why as the rest of "the path": {@code holds '..'}
   */
  record Malformed(String why) implements PathMatch {}
}
