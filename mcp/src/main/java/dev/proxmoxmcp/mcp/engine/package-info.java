/**
 * What both eras share: revisions and their wording, which era a message belongs to, the methods on
 * tools, and the calls in flight.
 *
 * <p>Uses {@code api} and {@code rpc}; the two eras build on it, and the transports on them.
 */
package dev.proxmoxmcp.mcp.engine;
