package dev.proxmoxmcp.mcp.rpc;

import dev.proxmoxmcp.base.ForeignText;

/** How text that a client sent is repeated in an error: one short, harmless line. */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** {@code text} in one line of at most 80 characters. */
  public static String name(String text) {
    return ForeignText.line(text, LONGEST);
  }
}
