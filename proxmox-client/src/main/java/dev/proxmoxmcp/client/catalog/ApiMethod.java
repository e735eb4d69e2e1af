package dev.proxmoxmcp.client.catalog;

import java.util.Locale;
import java.util.Optional;

/** What an endpoint does to its path. */
public enum ApiMethod {
  /** Parameters in the query. */
  GET,
  /** Parameters in the body. */
  POST,
  /** Parameters in the body. */
  PUT,
  /** Parameters in the query: pveproxy refuses a DELETE with a body. */
  DELETE;

  /** Whether parameters go into a body. */
  public boolean hasBody() {
    return this == POST || this == PUT;
  }

  /** The method of that name, in upper or lower case; empty if there is none. */
  public static Optional<ApiMethod> named(String name) {
    for (ApiMethod method : values()) {
      if (method.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
