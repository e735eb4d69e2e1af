/** Backups of guests: {@code /nodes/{node}/vzdump}. */
package dev.proxmoxmcp.simulator.backup;
