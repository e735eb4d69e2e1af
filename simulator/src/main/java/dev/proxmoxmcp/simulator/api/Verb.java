package dev.proxmoxmcp.simulator.api;

import java.util.Optional;

/** The methods that the API knows. */
public enum Verb {
  GET,
  POST,
  PUT,
  DELETE;

  /** The verb of that name, exactly as written. */
  static Optional<Verb> of(String name) {
    for (Verb verb : values()) {
      if (verb.name().equals(name)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }
}
