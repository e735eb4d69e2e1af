/** Backups. */
package dev.proxmoxmcp.tools.backup;
