package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.http.WireRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that was decoded, but not judged yet.
 *
 * @param asked the node at whose address it arrived
 * @param path decoded; below {@code /api2/FORMAT} where it is the API's, the whole one elsewhere
 * @param query the parameters of the query
 * @param body the parameters of the body, or why it cannot be read
 */
public record ApiRequest(
    WireRequest wire,
    String asked,
    Area area,
    String path,
    Map<String, Value> query,
    Body body,
    Login login) {

  /** Where a path leads. */
  public sealed interface Area {
    /** Outside of {@code /api2}. */
    record Elsewhere() implements Area {}

    /** Below {@code /api2}: the format is {@code json}, {@code extjs} or an unknown one. */
    record Api(String format) implements Area {}
  }

  /** What a body holds. */
  public sealed interface Body {
    /** Parameters; none where there is no body. */
    record Parameters(Map<String, Value> values) implements Body {}

    /** Something that pveproxy refuses, in plain text without an envelope. */
    record Unreadable(int status, String text) implements Body {}
  }

  /** All parameters, in the order sent. */
  public Map<String, Value> parameters() {
    Map<String, Value> all = new LinkedHashMap<>(query);
    if (body instanceof Body.Parameters(Map<String, Value> values)) {
      all.putAll(values);
    }
    return all;
  }
}
