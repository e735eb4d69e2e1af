package dev.proxmoxmcp.app.doctor;

import java.util.List;

/** Looks at one thing of one host, before anybody logs in. A problem ends the visit to the host. */
@FunctionalInterface
interface HostCheck {
  /** What was found. */
  List<Finding> look(HostVisit host) throws InterruptedException;
}
