package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.doctor.Finding.Level;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was found, for people and for programs. */
public final class DoctorReport {
  private static final int TEXT_COLUMN = 26;

  private DoctorReport() {}

  /** How the program ends: by the worst place in which there is a problem. */
  public static int exitCode(List<Examined> all) {
    return findings(all).stream()
        .filter(Finding::isProblem)
        .map(finding -> finding.check().exitCode())
        .min(Comparator.comparingInt(DoctorReport::rank))
        .orElse(ExitCode.OK);
  }

  /** Where rights lack, everything else works; where the settings are wrong, nothing does. */
  private static int rank(int exitCode) {
    return List.of(ExitCode.CONFIGURATION, ExitCode.UNAVAILABLE, ExitCode.NO_PERMISSION)
        .indexOf(exitCode);
  }

  private static List<Finding> findings(List<Examined> all) {
    return all.stream().flatMap(one -> one.findings().stream()).toList();
  }

  /** For people: a line for each finding, below it why it matters and what mends it. */
  public static String text(List<Examined> all) {
    StringBuilder text = new StringBuilder();
    for (Examined one : all) {
      text.append(one.subject());
      if (!one.where().isEmpty()) {
        text.append(" (").append(one.where()).append(')');
      }
      text.append('\n');
      one.findings().forEach(finding -> add(text, finding));
    }
    return text.append(summary(findings(all))).toString();
  }

  private static void add(StringBuilder text, Finding finding) {
    String indent = " ".repeat(TEXT_COLUMN);
    text.append(
            "  %-8s %2d %-11s "
                .formatted(finding.level().label(), finding.check().number(), finding.check().id()))
        .append(finding.text().replace("\n", "\n" + indent))
        .append('\n');
    if (finding.level() != Level.OK) {
      text.append(indent).append(finding.check().why()).append('\n');
    }
    finding
        .mends()
        .forEach(mend ->
            text.append(indent)
                .append("→ ")
                .append(mend.line().replace("\n", "\n" + indent + "  "))
                .append('\n'));
  }

  private static String summary(List<Finding> findings) {
    long problems = count(findings, Level.PROBLEM);
    long warnings = count(findings, Level.WARNING);
    return problems + warnings == 0
        ? "All is well."
        : problems
            + (problems == 1 ? " problem, " : " problems, ")
            + warnings
            + (warnings == 1 ? " warning." : " warnings.");
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** For programs: an array of findings; the names of checks stay what they are. */
  public static String json(List<Examined> all) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Examined one : all) {
      for (Finding finding : one.findings()) {
        ObjectNode node = array.addObject();
        node.put("subject", one.subject());
        node.put("check", finding.check().id());
        node.put("number", finding.check().number());
        node.put("level", finding.level().label());
        node.put("text", finding.text());
        if (finding.level() != Level.OK) {
          node.put("why", finding.check().why());
        }
        mends(node, finding.mends());
      }
    }
    return array.toPrettyString();
  }

  private static void mends(ObjectNode node, List<Mend> mends) {
    if (mends.isEmpty()) {
      return;
    }
    ArrayNode array = node.putArray("mend");
    for (Mend mend : mends) {
      ObjectNode step = array.addObject();
      step.put("kind", mend.kind().label());
      if (!mend.place().isEmpty()) {
        step.put("place", mend.place());
      }
      step.put("text", mend.text());
    }
  }
}
