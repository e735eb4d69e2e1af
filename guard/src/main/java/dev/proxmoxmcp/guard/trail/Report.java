package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.audit.Head;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param records how many were read
 * @param checkpoints how many signatures of checkpoints among them are right
 * @param head the last record
 * @param key the fingerprint of the key that was verified with; empty if there was none
 * @param sound up to where everything is as it was recorded, which a signature shows; null for
 *     nowhere
 * @param soundAgain the first number after the last finding, from where on records follow on each
 *     other up to the end; 0 where nothing is wrong, or nothing is right after it
 * @param findings the first that are wrong, in the order in which they were found
 * @param more how many were found beside those
 */
public record Report(
    long records,
    long checkpoints,
    Head head,
    String key,
    @Nullable Point sound,
    long soundAgain,
    List<Finding> findings,
    long more) {
  /**
   * A record that a signature covers, with all before it.
   *
   * @param seq its number
   * @param at when it was signed
   */
  public record Point(long seq, Instant at) {}

  /** Copies the list. */
  public Report {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean intact() {
    return findings.isEmpty();
  }
}
