/** SQLite behind the ports that other modules define. */
package dev.proxmoxmcp.store;
