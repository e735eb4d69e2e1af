package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.concurrent.Callable;
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

  @Option(names = "--json", description = "Names, descriptions and schemas as JSON.")
  private boolean json;

  public ToolsCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    program.terminal().answer(json ? asJson().toPrettyString() : asText());
    return ExitCode.OK;
  }

  private static String asText() {
    StringBuilder text = new StringBuilder();
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      text.append(tool.name()).append(" — ").append(tool.description()).append('\n');
      Arguments<?> arguments = Arguments.of(tool.arguments());
      arguments.lines().forEach(line -> text.append("    ").append(line).append('\n'));
    }
    return text.toString().stripTrailing();
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
