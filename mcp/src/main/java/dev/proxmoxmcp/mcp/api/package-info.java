/**
 * What the rest of the program sees: a server as a value, tools as data and a function, one call.
 *
 * <p>Nothing here is of the wire: handlers never see a message, a revision or a transport.
 */
package dev.proxmoxmcp.mcp.api;
