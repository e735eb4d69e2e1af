package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;

/**
 * Records how changes ended.
 *
 * @param ledger where
 * @param request of the call
 */
record ChangeRecord(Ledger ledger, String request) {
  private static final Logger LOG = System.getLogger(ChangeRecord.class.getName());
  private static final int LONGEST = 500;

  private static String unmarked(String said) {
    return said.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"));
  }

  /**
   * That it was not let pass, before there was a plan.
   *
   * @param said the answer, of which the first line is kept
   */
  void refused(Guard.Request caller, String cluster, String tool, String said) {
    String line = said.lines().findFirst().orElse("");
    ledger.refused(
        new Origin(caller.principal(), request, cluster, tool),
        ForeignText.line(SecretMask.hide(line), LONGEST));
  }

  /**
   * How it ended, or that it goes on.
   *
   * @param said the answer; what stands behind marks in it is not kept, nor anything of commands:
   *     it is what a guest may have written
   */
  void ended(Plan plan, boolean goesOn, String outcome, String said) {
    String text = plan.proposal().tiers().contains(Tier.EXEC) ? "" : unmarked(said);
    String line = ForeignText.line(SecretMask.hide(text), LONGEST);
    try {
      if (goesOn) {
        ledger.goesOn(plan, request, line);
      } else {
        ledger.ended(plan, request, Event.OUTCOME, outcome, line);
      }
    } catch (CannotRecord cannot) {
      // It is done; that its end is not recorded is found and mended at the next start.
      LOG.log(
          Level.ERROR,
          "The end of a change could not be recorded. requestId={0} plan={1} why=\"{2}\"",
          request,
          plan.id(),
          cannot.getMessage());
    }
  }
}
