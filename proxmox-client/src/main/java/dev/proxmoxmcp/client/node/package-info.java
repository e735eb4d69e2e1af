/** Nodes. */
package dev.proxmoxmcp.client.node;
