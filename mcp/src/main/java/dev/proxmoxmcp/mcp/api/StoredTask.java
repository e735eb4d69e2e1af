package dev.proxmoxmcp.mcp.api;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task as it is kept. Immutable.
 *
 * @param id 32 hexadecimal digits, 128 random bits
 * @param principal whose it is
 * @param owner which process works on it: {@link TaskStore#me()} of that process
 * @param over whether it came to its end, so that nobody works on it any more
 * @param expires when it may be forgotten
 * @param content what only the engine understands
 */
public record StoredTask(
    String id, String principal, String owner, boolean over, Instant expires, ObjectNode content) {
  /**
   * Copies the content.
   *
   * @throws IllegalArgumentException if the id is none
   */
  public StoredTask {
    if (!isId(id)) {
      throw new IllegalArgumentException("an id of a task is 32 hexadecimal digits");
    }
    content = content.deepCopy();
  }

  /** Whether that may be the id of a task; anything else never names a file. */
  public static boolean isId(String text) {
    return text.length() == 32
        && text.chars().allMatch(one -> (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f'));
  }

  /** The same, worked on by another process. */
  StoredTask ownedBy(String other) {
    return new StoredTask(id, principal, other, over, expires, content);
  }
}
