/** Commands in guests, and their files: VMs through their agent, containers through their node. */
package dev.proxmoxmcp.client.command;
