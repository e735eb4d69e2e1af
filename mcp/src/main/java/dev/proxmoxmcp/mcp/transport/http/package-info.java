/** Streamable HTTP on the loopback interface, both eras on one endpoint. */
package dev.proxmoxmcp.mcp.transport.http;
