package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.Completer;
import dev.proxmoxmcp.mcp.api.McpCall;
import java.util.List;
import java.util.function.Supplier;

/**
 * Proposes clusters, nodes, guests, storages, snapshots and tasks where an address or a prompt
 * takes one. Thread-safe.
 *
 * @param tools lends those in force
 */
public record ProxmoxCompleter(Supplier<ToolLoan> tools) implements Completer {
  @Override
  public List<String> complete(Typed typed, McpCall call) throws InterruptedException {
    try (ToolLoan loan = tools.get()) {
      return loan.tools().proposals(call).of(typed);
    }
  }
}
