package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Undo;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan in words: short enough that a person reads it in ten seconds. */
public final class PlanWords {
  private static final int MOST_STEPS = 10;
  private static final int MOST_CONDITIONS = 12;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PlanWords() {}

  /** All of it, as lines. */
  public static List<String> lines(Plan plan) {
    Proposal proposal = plan.proposal();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, on cluster %s, tier %s"
            .formatted(proposal.title(), proposal.call().cluster(), tiers(proposal)));
    steps(proposal.steps(), lines);
    proposal.looks().forEach(look -> lines.add("  then looks by " + look.step()));
    String now = state(proposal);
    if (!now.isEmpty()) {
      lines.add("Only while: " + now);
    }
    proposal.notes().forEach(note -> lines.add("Note: " + note));
    lines.add("Undo: " + undo(proposal.undo()));
    String needs = needs(proposal);
    if (!needs.isEmpty()) {
      lines.add("Needs: " + needs);
    }
    lines.add(
        "Plan %s, asked for by %s, until %s"
            .formatted(plan.id(), plan.asker(), TIME.format(plan.until())));
    return lines;
  }

  /** The tiers that it needs: {@code change and destroy}. */
  public static String tiers(Proposal proposal) {
    return proposal.tiers().stream().map(Tier::label).collect(Collectors.joining(" and "));
  }

  private static void steps(List<PlannedStep> steps, List<String> lines) {
    for (int number = 0; number < Math.min(steps.size(), MOST_STEPS); number++) {
      PlannedStep one = steps.get(number);
      lines.add(
          "  %d. %s %s%s"
              .formatted(
                  number + 1,
                  one.step().method(),
                  one.step().path(),
                  one.shown().isEmpty() ? "" : " " + one.shown()));
    }
    if (steps.size() > MOST_STEPS) {
      lines.add("  … and " + (steps.size() - MOST_STEPS) + " more steps of the same kind");
    }
  }

  private static String state(Proposal proposal) {
    List<Condition> telling = proposal.conditions().stream().filter(PlanWords::tells).toList();
    String some =
        telling.stream()
            .limit(MOST_CONDITIONS)
            .map(one -> one.name() + " " + one.value())
            .collect(Collectors.joining("; "));
    return telling.size() > MOST_CONDITIONS
        ? some + "; … and " + (telling.size() - MOST_CONDITIONS) + " more"
        : some;
  }

  /** A digest, and that something is not there, tell a person nothing. */
  private static boolean tells(Condition condition) {
    return !condition.value().equals("-")
        && !condition.value().equals("none")
        && !condition.name().endsWith(" configuration")
        && !condition.name().startsWith("guest ");
  }

  private static String undo(Undo undo) {
    return switch (undo) {
      case Undo.By(_, _, String text, _) -> text;
      case Undo.None(String why) -> "none; " + why;
      case Undo.Nothing() -> "not needed; it only looks";
    };
  }

  private static String needs(Proposal proposal) {
    return proposal.all().stream()
        .map(PlannedStep::needs)
        .filter(text -> !text.isEmpty())
        .distinct()
        .limit(MOST_STEPS)
        .collect(Collectors.joining("; "));
  }
}
