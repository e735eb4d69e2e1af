/** How much a principal may do in a time. */
package dev.proxmoxmcp.guard.rate;
