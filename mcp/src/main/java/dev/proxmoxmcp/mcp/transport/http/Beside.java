package dev.proxmoxmcp.mcp.transport.http;

import org.eclipse.jetty.server.Request;

/**
 * What a server answers beside MCP. Who it lets in is its own matter, for it is asked without a
 * token; where the request comes from, {@code Host} and {@code Origin} were checked.
 *
 * @param path where it is, and below which everything is its own; neither that of MCP nor one of
 *     those that say how the server is
 * @param handler answers on a thread that it may keep waiting
 */
public record Beside(String path, Request.Handler handler) {
  /** Whether a request for {@code wanted} is for it. */
  boolean serves(String wanted) {
    return wanted.equals(path) || wanted.startsWith(path + "/");
  }
}
