package dev.proxmoxmcp.app.clients;

import tools.jackson.databind.node.ObjectNode;

/**
 * A form of configuration file, changed where it must be and left alone elsewhere: comments, order
 * and indentation are the user's. Thread-safe.
 */
interface Notation {
  /**
   * All that is in it.
   *
   * @param text the file's, empty if there is none
   * @throws ClientProblem if it cannot be read; the message goes on from the file's name
   */
  ObjectNode read(String text);

  /**
   * The text with one more entry in a section, which is made if it is not there.
   *
   * @param text has no entry {@code name} in {@code section}
   */
  String with(String text, String section, String name, ObjectNode entry);

  /**
   * The text without an entry.
   *
   * @param text has the entry {@code name} in {@code section}
   */
  String without(String text, String section, String name);
}
