package dev.proxmoxmcp.simulator;

import java.util.function.Predicate;

/**
 * Requests of one method below one path.
 *
 * @param method such as {@code POST}; empty for all
 * @param pathPrefix how the API path begins, such as {@code /nodes/pve2/}; empty for all
 */
public record RequestFilter(String method, String pathPrefix)
    implements Predicate<RecordedRequest> {
  /** All requests. */
  public static final RequestFilter ALL = new RequestFilter("", "");

  @Override
  public boolean test(RecordedRequest request) {
    return (method.isEmpty() || request.method().equals(method))
        && request.apiPath().startsWith(pathPrefix);
  }

  /** Such as {@code POST /nodes…}. */
  @Override
  public String toString() {
    return (method.isEmpty() ? "any" : method) + " " + (pathPrefix + "…");
  }
}
