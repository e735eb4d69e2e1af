/** As whom this server acts. */
package dev.proxmoxmcp.tools.access;
