/** High availability: {@code /cluster/ha}. */
package dev.proxmoxmcp.simulator.ha;
