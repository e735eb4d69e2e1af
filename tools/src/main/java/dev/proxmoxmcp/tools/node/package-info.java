/** Nodes. */
package dev.proxmoxmcp.tools.node;
