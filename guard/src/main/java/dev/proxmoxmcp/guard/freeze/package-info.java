/** The emergency stop: while all is frozen, nothing leaves that could change something. */
package dev.proxmoxmcp.guard.freeze;
