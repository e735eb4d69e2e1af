/** VMs and containers: what they are, and switching them on and off. */
package dev.proxmoxmcp.simulator.guest;
