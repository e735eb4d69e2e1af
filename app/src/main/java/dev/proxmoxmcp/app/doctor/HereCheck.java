package dev.proxmoxmcp.app.doctor;

import java.util.List;

/** Looks at one thing of this machine or of the settings; no network is used, nothing written. */
@FunctionalInterface
interface HereCheck {
  /** What was found; empty if there is nothing to look at. */
  List<Finding> look(Here here);
}
