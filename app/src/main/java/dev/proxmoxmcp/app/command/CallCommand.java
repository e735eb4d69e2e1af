package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.DemoCluster;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.app.TerminalCall;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.Guarding;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.ToolReply;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code call}: one tool, once, from the terminal. */
@Command(
    name = "call",
    description = {
      "Calls one tool and prints its answer. The clusters are those of the settings file or of the"
          + " PROXMOX_… variables (see `proxmox-mcp serve --help`), or with --demo a simulated"
          + " one.",
      "",
      "  proxmox-mcp call guest_list --demo state=running sort=memory",
      "  proxmox-mcp call cluster_overview --demo --scenario incident",
      "  proxmox-mcp call guest_power --allow change guests=101,web1 action=start",
      "  proxmox-mcp call guest_list --config lab.yaml cluster=lab",
      ""
    })
public final class CallCommand implements Callable<Integer> {
  private static final Pattern ID_TO_GO_ON_WITH =
      Pattern.compile("(?i)\\b(?:plan|change)[\":= ]+" + PlanId.PATTERN + "\\b");

  private static final String ENDED =
      "This demo ended with the call: its ids are known to no other. `proxmox-mcp demo` with a"
          + " client keeps one running.";

  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LogOption log = new LogOption();

  @Parameters(index = "0", paramLabel = "TOOL", description = "See `proxmox-mcp tools`.")
  private String tool = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "The tool's arguments; several values parted by commas, or the key again.")
  private List<String> pairs = new ArrayList<>();

  @Option(names = "--demo", description = "Against a simulated cluster of this call alone.")
  private boolean demo;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  @Option(names = "--json", description = "The answer as JSON, for programs.")
  private boolean json;

  public CallCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    log.configure(Level.WARNING);
    ObjectNode arguments = new CallArguments(tool, pairs).read(json);
    if (demo && config.file() != null) {
      throw new UsageProblem(
          "--demo and --config exclude each other: the demo has a cluster of its own.");
    }
    if (!demo && scenario.isChosen()) {
      throw new UsageProblem(
          "--scenario, --guests and --seed say what is simulated: they go with --demo.");
    }
    if (demo) {
      try (DemoCluster cluster =
              DemoCluster.start(scenario.builder().clock(program.clock()), allow.demoToken());
          Service service =
              program.open(List.of(cluster.connection()), allow.policyOr(DemoCommand.POLICY))) {
        return answer(service, arguments);
      }
    }
    Configuration settings = program.settings(config.file());
    log.configureForPeople(settings.server(), program.environment());
    try (Guarding guarding = program.guards().lasting(settings);
        Service service =
            program.open(
                ToolCatalog.ALL,
                settings.clusters(),
                allow.policyOr(settings.policy()),
                guarding)) {
      return answer(service, arguments);
    }
  }

  /** What the demo kept is gone with it, so an id of it must not look like one to go on with. */
  private void sayWhatEnded(ToolReply reply) {
    if (demo && ID_TO_GO_ON_WITH.matcher(reply.text()).find()) {
      program.terminal().say(ENDED);
    }
  }

  private int answer(Service service, ObjectNode arguments) throws InterruptedException {
    ToolReply reply = service.tools().call(tool, new TerminalCall(arguments, program.terminal()));
    if (reply.isError() && reply.json() == null) {
      program.terminal().say(reply.text());
    } else {
      program.terminal().answer(reply.text());
    }
    sayWhatEnded(reply);
    return switch (reply.outcome()) {
      case DONE -> ExitCode.OK;
      case FAILED -> ExitCode.FAILED;
      case USAGE -> ExitCode.USAGE;
      case REFUSED -> ExitCode.NO_PERMISSION;
      case UNAVAILABLE -> ExitCode.UNAVAILABLE;
    };
  }
}
