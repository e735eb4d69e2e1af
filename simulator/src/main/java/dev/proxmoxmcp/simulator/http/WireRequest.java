package dev.proxmoxmcp.simulator.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire, not interpreted yet.
 *
 * @param method as sent, such as {@code GET}
 * @param target the request line's target as sent: path and query, still percent-encoded
 * @param headers by lower-case name; values in the order sent
 * @param body decoded as UTF-8, empty where there is none
 */
public record WireRequest(
    String method, String target, Map<String, List<String>> headers, String body) {

  public WireRequest {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, whose name is matched without regard to case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The path as sent, without the query. */
  public String rawPath() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The query as sent, without the question mark; empty where there is none. */
  public String rawQuery() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }
}
