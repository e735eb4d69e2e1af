/** What can be read at an address of ours, and what is told of its changes. */
package dev.proxmoxmcp.tools.resource;
