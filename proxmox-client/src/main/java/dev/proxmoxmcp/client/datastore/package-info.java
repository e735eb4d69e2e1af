/** Datastores of a Proxmox Backup Server, and the backups in them. */
package dev.proxmoxmcp.client.datastore;
