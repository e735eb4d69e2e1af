package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.tools.ToolReply;
import java.util.Optional;

/** On which cluster a call works that named none. */
public sealed interface Choice {
  /**
   * On this one.
   *
   * @param note what must be said beside the answer, because not every cluster could be searched
   */
  record One(String cluster, Optional<String> note) implements Choice {}

  /** On none; the reply says why, and what to do. */
  record None(ToolReply reply) implements Choice {}
}
