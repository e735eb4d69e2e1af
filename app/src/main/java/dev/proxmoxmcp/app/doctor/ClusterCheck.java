package dev.proxmoxmcp.app.doctor;

import java.util.List;

/** Looks at one thing of a cluster that let us in. */
interface ClusterCheck {
  /** Which it is. */
  Check check();

  /**
   * What was found; empty if the product has nothing of that kind.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if it cannot be looked at
   */
  List<Finding> look(ClusterVisit visit) throws InterruptedException;
}
