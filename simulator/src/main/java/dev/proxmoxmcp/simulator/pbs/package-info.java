/**
 * A Proxmox Backup Server: its API, which answers every endpoint of the catalog, and the state
 * behind it. Where a datastore is a storage of the cluster, both show the same backups.
 */
package dev.proxmoxmcp.simulator.pbs;
