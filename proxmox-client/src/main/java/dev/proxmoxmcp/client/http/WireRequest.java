package dev.proxmoxmcp.client.http;

import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire.
 *
 * @param target path and query, encoded
 * @param form the body, null for a method that has none
 */
record WireRequest(Method method, String target, @Nullable String form) {
  static WireRequest of(Call call) {
    Method method = call.endpoint().method();
    String path = call.endpoint().root().prefix() + call.path().encoded();
    String parameters = UriEncoding.parameters(call.parameters());
    if (method.hasForm()) {
      return new WireRequest(method, path, parameters);
    }
    return new WireRequest(method, parameters.isEmpty() ? path : path + "?" + parameters, null);
  }

  /** Whether it goes to the API, for which one logs in. */
  boolean isAuthenticated() {
    return target.startsWith(Endpoint.Root.API.prefix() + "/");
  }
}
