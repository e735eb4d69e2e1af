package dev.proxmoxmcp.tools.text;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what somebody probably meant: {@link dev.proxmoxmcp.base.Nearest}, for tools. */
public final class Nearest {
  private Nearest() {}

  /** See {@link dev.proxmoxmcp.base.Nearest#likely}. */
  public static Optional<String> likely(String wanted, Collection<String> candidates) {
    return dev.proxmoxmcp.base.Nearest.likely(wanted, candidates);
  }

  /** See {@link dev.proxmoxmcp.base.Nearest#to}. */
  public static List<String> to(String wanted, Collection<String> candidates, int count) {
    return dev.proxmoxmcp.base.Nearest.to(wanted, candidates, count);
  }
}
