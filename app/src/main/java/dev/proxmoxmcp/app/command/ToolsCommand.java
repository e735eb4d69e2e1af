package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools}: what there is to call. */
@Command(
    name = "tools",
    description = {"Lists the tools with what they do and take.", ""})
public final class ToolsCommand implements Callable<Integer> {
  private final Program program;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "As a server with this settings file shows them: with its clusters' names.")
  private @Nullable String config;

  @Option(names = "--json", description = "Names, descriptions and schemas as JSON.")
  private boolean json;

  public ToolsCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    if (config == null) {
      program
          .terminal()
          .answer(json ? asJson().toPrettyString() : asText(ToolCatalog.ALL, List.of()));
      return ExitCode.OK;
    }
    Configuration settings = program.settings(config);
    List<ProxmoxTool<?>> served = settings.server().lean() ? ToolCatalog.LEAN : ToolCatalog.ALL;
    try (Service service =
        program.open(served, settings.clusters(), settings.policy(), program.guards().passing())) {
      List<String> clusters = service.clusters().stream().map(Cluster::name).toList();
      program
          .terminal()
          .answer(
              json
                  ? asJson(service.tools().forMcp()).toPrettyString()
                  : asText(served, clusters.size() > 1 ? clusters : List.of()));
    }
    return ExitCode.OK;
  }

  private static String asText(List<ProxmoxTool<?>> tools, List<String> clusters) {
    StringBuilder text = new StringBuilder();
    for (ProxmoxTool<?> tool : tools) {
      text.append(tool.name()).append(" — ").append(tool.description()).append('\n');
      Arguments<?> arguments = Arguments.of(tool.arguments());
      arguments.lines().forEach(line -> text.append("    ").append(line).append('\n'));
      if (!clusters.isEmpty()) {
        text.append("    cluster: one of ").append(String.join(", ", clusters)).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  /** As this server shows them to its clients. */
  private static ArrayNode asJson(List<Tool> tools) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Tool tool : tools) {
      ObjectNode one = all.addObject();
      one.put("name", tool.name());
      one.put("description", tool.description());
      one.set("inputSchema", tool.inputSchema());
    }
    return all;
  }

  private static ArrayNode asJson() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      ObjectNode one = all.addObject();
      one.put("name", tool.name());
      one.put("description", tool.description());
      one.set("inputSchema", Arguments.of(tool.arguments()).schema());
    }
    return all;
  }
}
