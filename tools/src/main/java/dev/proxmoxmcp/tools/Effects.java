package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.ToolAnnotations;

/** The effects that tools declare. All of them reach a world outside of this program: a cluster. */
public final class Effects {
  /** Looks only. */
  public static final ToolAnnotations READ = new ToolAnnotations(true, false, true, true);

  /** Can lose something; the same call again finds it done. */
  public static final ToolAnnotations CAN_LOSE = new ToolAnnotations(false, true, true, true);

  private Effects() {}
}
