package dev.proxmoxmcp.guard.freeze;

import java.time.Instant;

/**
 * That all is frozen.
 *
 * @param by who froze it
 * @param at since when
 * @param reason why; "" if nobody said
 */
public record Frozen(String by, Instant at, String reason) {
  /** A whole sentence for whoever looks at it. */
  public String since() {
    return "All changes are frozen since "
        + at
        + ", by "
        + by
        + (reason.isEmpty() ? "" : " (\"" + reason + "\")")
        + ".";
  }

  /** Whole sentences for who wanted to change something meanwhile. */
  public String text() {
    return "Nothing was sent. "
        + since()
        + " Looks go on. A person lifts it with `proxmox-mcp thaw`.";
  }
}
