/**
 * Who may do what: policy and grants. It sees strings, never Proxmox's types, so that it can be
 * read and tested as what it is: the rules of this program.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.guard {
  requires transitive dev.proxmoxmcp.base;
  requires dev.proxmoxmcp.json;
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;

  exports dev.proxmoxmcp.guard;
  exports dev.proxmoxmcp.guard.approval;
  exports dev.proxmoxmcp.guard.audit;
  exports dev.proxmoxmcp.guard.command;
  exports dev.proxmoxmcp.guard.freeze;
  exports dev.proxmoxmcp.guard.plan;
  exports dev.proxmoxmcp.guard.policy;
  exports dev.proxmoxmcp.guard.rate;
  exports dev.proxmoxmcp.guard.store;
  exports dev.proxmoxmcp.guard.trail;
}
