package dev.proxmoxmcp.guard.audit;

/**
 * Whose doing something is.
 *
 * @param principal on whose behalf: {@code local}, or the name of a token
 * @param request the id of the call, which joins its records and its lines in the log
 * @param cluster the cluster's name in the settings
 * @param tool the tool that was called
 */
public record Origin(String principal, String request, String cluster, String tool) {
  /** Stands where there is none. */
  public static final String NONE = "-";

  /** Of the program itself, such as its start or what a person does at its command line. */
  public static Origin of(String principal) {
    return new Origin(principal, NONE, NONE, NONE);
  }
}
