/** What must outlive a process and be the same for several of them, in one SQLite file. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.store {
  requires transitive dev.proxmoxmcp.base;
  requires transitive dev.proxmoxmcp.guard;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports dev.proxmoxmcp.store;
  exports dev.proxmoxmcp.store.forward;
}
