package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.tools.text.TextClass;
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

  /** Who wrote what it shows; the most foreign of all that is in it. */
  TextClass written();

  /** Adds it to a guest's object, for programs. */
  void addTo(ObjectNode json, Instant now);
}
