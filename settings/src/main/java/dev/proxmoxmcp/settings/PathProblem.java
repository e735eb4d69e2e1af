package dev.proxmoxmcp.settings;

/**
 * An option takes a path, and what the command line has there is none: it is the command line that
 * cannot be used, and not the settings. The message begins with the option.
 */
public final class PathProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PathProblem(String message) {
    super(message);
  }
}
