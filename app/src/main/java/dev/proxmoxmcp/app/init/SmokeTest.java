package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.app.TerminalCall;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.tools.ToolReply;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether it all works, as a client will use it: by the settings, the store and the new token. */
final class SmokeTest {
  private final Program program;
  private final Path settings;

  SmokeTest(Program program, Path settings) {
    this.program = program;
    this.settings = settings;
  }

  /**
   * What came of it.
   *
   * @param text the overview, or what is wrong
   */
  record Result(boolean well, String text) {}

  /** Calls {@code cluster_overview} for that cluster. */
  Result run(String cluster) throws InterruptedException {
    List<Connection> connections;
    try {
      connections =
          program.settings(settings.toString()).clusters().stream()
              .filter(one -> one.settings().name().equals(cluster))
              .toList();
    } catch (SettingsException unusable) {
      return new Result(false, String.valueOf(unusable.getMessage()));
    }
    if (connections.isEmpty()) {
      return new Result(false, settings + " names no cluster " + cluster + ".");
    }
    try (Service service = program.open(connections, Policy.readsOnly())) {
      ToolReply reply =
          service
              .tools()
              .call(
                  "cluster_overview",
                  new TerminalCall(JsonNodeFactory.instance.objectNode(), program.terminal()));
      return new Result(!reply.isError(), reply.text());
    }
  }
}
