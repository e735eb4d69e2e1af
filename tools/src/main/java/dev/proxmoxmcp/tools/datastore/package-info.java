/** What a Proxmox Backup Server holds, and how it is. */
package dev.proxmoxmcp.tools.datastore;
