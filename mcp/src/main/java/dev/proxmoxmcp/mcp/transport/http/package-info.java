/** Streamable HTTP, both eras on one endpoint. */
package dev.proxmoxmcp.mcp.transport.http;
