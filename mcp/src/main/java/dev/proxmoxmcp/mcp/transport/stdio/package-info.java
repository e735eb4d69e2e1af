/** One client over two streams. */
package dev.proxmoxmcp.mcp.transport.stdio;
