/** What Proxmox measured over time. */
package dev.proxmoxmcp.client.metric;
