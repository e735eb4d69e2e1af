/** Storages and the volumes on them. */
package dev.proxmoxmcp.tools.storage;
