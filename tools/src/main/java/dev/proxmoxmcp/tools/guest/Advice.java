package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.guest.PowerAction;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The likely next step after a failed power action.
 *
 * @param said what Proxmox says in that case
 * @param step one sentence or two
 */
record Advice(Pattern said, String step) {
  private static final List<Advice> KNOWN =
      List.of(
          when(
              "no quorum",
              "The cluster has no quorum; cluster_overview shows which nodes are missing."),
          when(
              "is locked|can't lock file",
              "Another task holds it, such as a shutdown that hangs; guest_get shows which one"
                  + " runs. Wait for its end, then try again."),
          when(
              "could not open|no such (logical )?volume|volume '.*' does not exist|no such file",
              "A disk or an ISO image that it uses is not there; guest_get shows which ones it"
                  + " uses, and cluster_overview whether their storage is available."),
          when(
              "cannot allocate memory|not enough memory",
              "Its node has too little free memory; cluster_overview shows how much."),
          when(
              "bridge \\S+ does not exist",
              "A network bridge is missing on its node; guest_get shows which one it uses."),
          when("already running", "It was started meanwhile; guest_get shows it as it is now."),
          when(
              "kvm virtualisation configured, but not available",
              "Its node offers no hardware virtualisation."));

  private static Advice when(String pattern, String step) {
    return new Advice(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), step);
  }

  /**
   * What to do next.
   *
   * @param said the task's exit status and the decisive lines of its log
   */
  static String after(PowerAction action, String said) {
    return KNOWN.stream()
        .filter(advice -> advice.said().matcher(said).find())
        .map(Advice::step)
        .findFirst()
        .orElseGet(() -> generally(action));
  }

  private static String generally(PowerAction action) {
    return switch (action) {
      case SHUTDOWN, REBOOT ->
          "If its system does not react, action=stop ends it hard; what is in its memory is then"
              + " lost.";
      case START, SUSPEND, RESUME, STOP, RESET ->
          "guest_get with format=detailed shows how it is set up. The same call again is not"
              + " likely to help.";
    };
  }
}
