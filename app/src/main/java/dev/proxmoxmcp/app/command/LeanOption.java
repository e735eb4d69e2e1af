package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --lean}, for clients that pay for every word of the list of tools. */
final class LeanOption {
  @Option(
      names = "--lean",
      description =
          "Serve cluster_overview, plan_execute and the four tools for the whole API alone: a fifth"
              + " of the list of tools, more calls for the same work.")
  private boolean lean;

  /** The tools to serve, where the settings may ask for few as well. */
  List<ProxmoxTool<?>> tools(ServerEntry settings) {
    return settings.lean() ? ToolCatalog.LEAN : tools();
  }

  /** The tools to serve. */
  List<ProxmoxTool<?>> tools() {
    return lean ? ToolCatalog.LEAN : ToolCatalog.ALL;
  }
}
