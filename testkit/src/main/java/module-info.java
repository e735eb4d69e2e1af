/** What the tests of several modules need. Nothing of it is part of the program. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.testkit {
  requires static transitive org.jspecify;
  requires org.assertj.core;

  exports dev.proxmoxmcp.testkit;
}
