package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import java.util.ArrayList;
import java.util.List;

/** Calls of {@code api_write}, for tests. */
final class Writes {
  private Writes() {}

  /**
   * Makes one.
   *
   * @param parameters JSON
   * @param more names and values of other arguments in turn
   */
  static ToolReply write(ToolLab lab, String endpoint, String parameters, String... more)
      throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("endpoint", endpoint, "parameters", parameters));
    all.addAll(List.of(more));
    return lab.call("api_write", all.toArray(String[]::new));
  }
}
