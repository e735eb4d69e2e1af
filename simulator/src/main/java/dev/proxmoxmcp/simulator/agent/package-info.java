/** The guest agent of a VM: commands, files, addresses; and what a container tells of itself. */
package dev.proxmoxmcp.simulator.agent;
