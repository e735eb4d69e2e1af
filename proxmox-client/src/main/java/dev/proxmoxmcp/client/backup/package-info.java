/** Backups of guests. */
package dev.proxmoxmcp.client.backup;
