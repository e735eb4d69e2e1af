/** Tokens, roles and the access list; {@code /access}. */
package dev.proxmoxmcp.simulator.access;
