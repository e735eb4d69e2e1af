package dev.proxmoxmcp.tools.guest;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A part of a guest as it was read, or why it could not be. */
interface PartView {
  /**
   * A line each; empty if there is nothing worth a line.
   *
   * @param everything whether nothing is shortened
   */
  List<String> lines(Instant now, boolean everything);

  /** Adds it to a guest's object, for programs. */
  void addTo(ObjectNode json, Instant now);
}
