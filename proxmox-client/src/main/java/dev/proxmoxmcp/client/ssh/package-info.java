/** Commands on nodes by SSH: for what the API cannot do, and off unless it is configured. */
package dev.proxmoxmcp.client.ssh;
