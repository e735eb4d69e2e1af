/**
 * JSON text as trees and trees as text. Jackson's parser, generator and nodes without its data
 * binding, whose start costs a tenth of the program's.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.json {
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires transitive tools.jackson.databind;

  exports dev.proxmoxmcp.json;
}
