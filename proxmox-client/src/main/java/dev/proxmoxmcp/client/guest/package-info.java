/** Virtual machines and containers. */
package dev.proxmoxmcp.client.guest;
