/**
 * The wire, not exported: from a call to its answer. {@link dev.proxmoxmcp.client.http.Session}
 * asks the gate and is the one place from which requests leave; {@link
 * dev.proxmoxmcp.client.http.HttpWire} sends; {@code Replies} and {@code WireFailures} say what an
 * answer, or its absence, means.
 */
package dev.proxmoxmcp.client.http;
