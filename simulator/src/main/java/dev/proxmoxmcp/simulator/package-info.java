/**
 * A simulated Proxmox VE cluster for tests and demonstrations; {@link
 * dev.proxmoxmcp.simulator.SimulatedCluster} is where to begin.
 */
package dev.proxmoxmcp.simulator;
