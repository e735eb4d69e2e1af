package dev.proxmoxmcp.tools.change;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The likely next step after a failed change.
 *
 * @param said what Proxmox says in that case
 * @param step one sentence or two
 */
public record Advice(Pattern said, String step) {
  /** What any change of a guest can meet. */
  private static final List<Advice> COMMON =
      List.of(
          when(
              "no quorum|/etc/pve/.*- Permission denied",
              "The cluster has no quorum; cluster_overview shows which nodes are missing."),
          when(
              "is locked|can't lock file",
              "Another task holds it, such as a shutdown that hangs; guest_get shows which one"
                  + " runs. Wait for its end, then try again."),
          when(
              "no space left|not enough (free )?space|out of space|disk quota exceeded"
                  + "|insufficient free space|free space in thin pool",
              "The storage is full; cluster_overview shows how full each one is. Free space on it"
                  + " or use another one."),
          when(
              "configuration file '.*' does not exist|unable to find (configuration file for )?VM",
              "It was removed or moved meanwhile; guest_list shows where it is, if it still is."));

  /** Where {@code pattern}, in upper or lower case, is in what Proxmox says. */
  public static Advice when(String pattern, String step) {
    return new Advice(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), step);
  }

  /**
   * What to do next.
   *
   * @param said the task's exit status and the decisive lines of its log
   * @param own what only this kind of change can meet
   * @param otherwise where nothing matches
   */
  public static String after(String said, List<Advice> own, String otherwise) {
    return Stream.concat(COMMON.stream(), own.stream())
        .filter(advice -> advice.said().matcher(said).find())
        .map(Advice::step)
        .findFirst()
        .orElse(otherwise);
  }
}
