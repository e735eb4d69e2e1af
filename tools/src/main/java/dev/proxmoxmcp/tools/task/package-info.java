/** Tasks: what Proxmox does in the background. */
package dev.proxmoxmcp.tools.task;
