package dev.proxmoxmcp.app.clients;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** A client's configuration that cannot be read or changed; nothing of it was. */
public final class ClientProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientProblem(String message) {
    super(message);
  }

  /** For a text that is no {@code notation}; what stands in it is not told, it may be secret. */
  static ClientProblem unreadable(String notation, JacksonException failure) {
    TokenStreamLocation place = failure.getLocation();
    return new ClientProblem(
        "cannot be read as "
            + notation
            + (place == null
                ? ""
                : ", from line " + place.getLineNr() + ", column " + place.getColumnNr() + " on"));
  }
}
