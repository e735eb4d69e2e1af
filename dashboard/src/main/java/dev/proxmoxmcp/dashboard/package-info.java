/** A person decides about plans in his browser, without scripts. */
package dev.proxmoxmcp.dashboard;
