/** Connections to those who collect what this program tells of itself; never to Proxmox. */
package dev.proxmoxmcp.base.wire;
