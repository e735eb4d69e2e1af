/**
 * A Model Context Protocol server: both eras, over stdio and Streamable HTTP. It knows nothing of
 * what its tools do.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.mcp {
  requires static transitive org.jspecify;
  requires dev.proxmoxmcp.base;
  requires com.networknt.schema;
  requires dev.proxmoxmcp.json;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires transitive org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires tools.jackson.core;
  requires transitive tools.jackson.databind;

  exports dev.proxmoxmcp.mcp.api;
  exports dev.proxmoxmcp.mcp.transport.http;
  exports dev.proxmoxmcp.mcp.transport.stdio;
}
