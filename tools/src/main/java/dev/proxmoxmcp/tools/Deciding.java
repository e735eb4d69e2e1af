package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.command.CommandRules;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who decides over what tools want to do.
 *
 * @param guard by the rules
 * @param approvals a person, where they want one and his client shows no forms
 * @param looks why a principal may not look now, because it looked too often; empty if it may
 * @param commands which commands may run in guests
 */
public record Deciding(
    Guard guard,
    Approvals approvals,
    Function<String, Optional<String>> looks,
    CommandRules commands) {
  /** By the rules, and by people whose client shows forms. */
  public static Deciding by(Guard guard) {
    return new Deciding(guard, Approvals.FORMS_ONLY, _ -> Optional.empty(), CommandRules.NONE);
  }
}
