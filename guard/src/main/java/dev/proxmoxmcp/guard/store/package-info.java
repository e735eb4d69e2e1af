/** What the guard keeps, behind one port, so that several processes share one truth. */
package dev.proxmoxmcp.guard.store;
