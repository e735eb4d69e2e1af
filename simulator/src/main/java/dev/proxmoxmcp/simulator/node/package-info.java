/** Nodes and what they use; {@code /nodes}. */
package dev.proxmoxmcp.simulator.node;
