/**
 * What several modules need and nothing else: secrets, pauses, tiers, logs, cleaning of foreign
 * text.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.base {
  requires static transitive org.jspecify;

  exports dev.proxmoxmcp.base;
  exports dev.proxmoxmcp.base.wire;
}
