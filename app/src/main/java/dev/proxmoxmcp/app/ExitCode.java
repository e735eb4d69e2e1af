package dev.proxmoxmcp.app;

/** How the program ends: the codes of {@code sysexits.h} that it uses. */
public final class ExitCode {
  /** As asked for. */
  public static final int OK = 0;

  /** It was tried, and did not succeed. */
  public static final int FAILED = 1;

  /** The command line, or the arguments of a tool, cannot be used. */
  public static final int USAGE = 64;

  /** Something that is needed is not there: a host, a port. */
  public static final int UNAVAILABLE = 69;

  /** A mistake in this program. */
  public static final int INTERNAL = 70;

  /** Not allowed, by this program or by Proxmox. */
  public static final int NO_PERMISSION = 77;

  /** The configuration cannot be used. */
  public static final int CONFIGURATION = 78;

  private ExitCode() {}
}
