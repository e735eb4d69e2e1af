/** The web pages of the server: for now the one on which a person approves. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.dashboard {
  requires transitive dev.proxmoxmcp.base;
  requires transitive dev.proxmoxmcp.guard;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires transitive org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;

  exports dev.proxmoxmcp.dashboard;
}
