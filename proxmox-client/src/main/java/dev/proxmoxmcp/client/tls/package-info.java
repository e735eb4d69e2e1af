/** How a host proves that it is the right one. */
package dev.proxmoxmcp.client.tls;
