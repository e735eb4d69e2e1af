package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.ToolAnnotations;

/** The effects that tools declare. All of them reach a world outside of this program: a cluster. */
public final class Effects {
  /** Looks only. */
  public static final ToolAnnotations READ = new ToolAnnotations(true, false, true, true);

  /** Adds something, and more of it when it is called again; takes nothing away. */
  public static final ToolAnnotations ADDS = new ToolAnnotations(false, false, false, true);

  /** Can lose something, and does so again when it is called again. */
  public static final ToolAnnotations CAN_LOSE = new ToolAnnotations(false, true, false, true);

  /** Runs or changes whatever it is told to inside of a guest. */
  public static final ToolAnnotations INSIDE = CAN_LOSE;

  private Effects() {}
}
