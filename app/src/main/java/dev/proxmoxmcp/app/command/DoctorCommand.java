package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.doctor.Examined;
import dev.proxmoxmcp.app.doctor.Finding;
import dev.proxmoxmcp.settings.SettingsException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: whether everything is there that a server needs. */
@Command(
    name = "doctor",
    description = {
      "Looks at the settings and at every cluster in them, and says of each fault how it is"
          + " mended.",
      "Only reads are sent; nothing is changed.",
      ""
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final String SETTINGS = "settings";

  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LogOption log = new LogOption();

  @Option(names = "--json", description = "What was found as JSON.")
  private boolean json;

  public DoctorCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    log.configure(Level.WARNING);
    List<Examined> all = examine();
    program.terminal().answer(json ? asJson(all).toPrettyString() : asText(all));
    return exitCode(all);
  }

  private List<Examined> examine() throws InterruptedException {
    List<Examined> all = new ArrayList<>();
    Configuration settings;
    try {
      settings = program.settings(config.file());
    } catch (SettingsException unusable) {
      String text = String.valueOf(unusable.getMessage());
      return List.of(
          new Examined(
              SETTINGS, "", List.of(new Finding(Finding.Level.PROBLEM, SETTINGS, text, ""))));
    }
    log.configure(settings.server(), Level.WARNING);
    List<Connection> connections = settings.clusters();
    all.add(
        new Examined(
            SETTINGS,
            "",
            List.of(
                new Finding(
                    Finding.Level.OK,
                    SETTINGS,
                    connections.size() == 1
                        ? "They name one cluster."
                        : "They name " + connections.size() + " clusters.",
                    ""))));
    all.addAll(
        program
            .doctor(allow.policyOr(settings.policy()))
            .examine(connections.stream().map(Connection::settings).toList()));
    return all;
  }

  private static int exitCode(List<Examined> all) {
    for (Examined one : all) {
      if (one.worst() == Finding.Level.PROBLEM) {
        return one.subject().equals(SETTINGS) ? ExitCode.CONFIGURATION : ExitCode.UNAVAILABLE;
      }
    }
    return ExitCode.OK;
  }

  private static String asText(List<Examined> all) {
    StringBuilder text = new StringBuilder();
    for (Examined one : all) {
      text.append(one.subject());
      if (!one.where().isEmpty()) {
        text.append(" (").append(one.where()).append(')');
      }
      text.append('\n');
      for (Finding finding : one.findings()) {
        text.append("  %-8s %-12s".formatted(finding.level().label(), finding.topic()))
            .append(finding.text().replace("\n", "\n" + " ".repeat(23)))
            .append('\n');
        if (!finding.mend().isEmpty()) {
          text.append(" ".repeat(23)).append("→ ").append(finding.mend()).append('\n');
        }
      }
    }
    return text.append(summary(all)).toString();
  }

  private static String summary(List<Examined> all) {
    List<Finding> findings = all.stream().flatMap(one -> one.findings().stream()).toList();
    long problems = count(findings, Finding.Level.PROBLEM);
    long warnings = count(findings, Finding.Level.WARNING);
    return problems + warnings == 0
        ? "All is well."
        : problems
            + (problems == 1 ? " problem, " : " problems, ")
            + warnings
            + (warnings == 1 ? " warning." : " warnings.");
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static ArrayNode asJson(List<Examined> all) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Examined one : all) {
      for (Finding finding : one.findings()) {
        ObjectNode node = array.addObject();
        node.put("subject", one.subject());
        node.put("level", finding.level().label());
        node.put("topic", finding.topic());
        node.put("text", finding.text());
        if (!finding.mend().isEmpty()) {
          node.put("mend", finding.mend());
        }
      }
    }
    return array;
  }
}
