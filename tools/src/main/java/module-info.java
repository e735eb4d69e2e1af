/** Every tool that a model sees: the one place that knows both MCP and Proxmox. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.tools {
  requires dev.proxmoxmcp.base;
  requires transitive dev.proxmoxmcp.client;
  requires transitive dev.proxmoxmcp.guard;
  requires dev.proxmoxmcp.json;
  requires transitive dev.proxmoxmcp.mcp;
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires transitive tools.jackson.databind;

  exports dev.proxmoxmcp.tools;
  exports dev.proxmoxmcp.tools.plan;
  exports dev.proxmoxmcp.tools.argument;
}
