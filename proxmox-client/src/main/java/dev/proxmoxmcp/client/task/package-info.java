/** What Proxmox does in the background: looking at it and waiting for it. */
package dev.proxmoxmcp.client.task;
