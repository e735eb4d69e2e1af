/** Everything that the API of a host can do, through its own schema. */
package dev.proxmoxmcp.tools.api;
