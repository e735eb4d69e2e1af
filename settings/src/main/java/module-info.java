/** Where the program's configuration comes from, checked before anything starts. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.settings {
  requires transitive dev.proxmoxmcp.base;
  requires org.bouncycastle.provider;
  requires org.snakeyaml.engine;
  requires static transitive org.jspecify;

  exports dev.proxmoxmcp.settings;
  exports dev.proxmoxmcp.settings.key;
  exports dev.proxmoxmcp.settings.secret;
}
