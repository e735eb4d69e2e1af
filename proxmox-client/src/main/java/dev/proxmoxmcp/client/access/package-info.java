/** Who the token is and what it may. */
package dev.proxmoxmcp.client.access;
