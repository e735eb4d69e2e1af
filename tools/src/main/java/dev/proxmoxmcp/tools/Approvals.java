package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.guard.plan.Plan;
import java.util.Optional;

/** How a person can decide about a plan where his client cannot show him a form. Thread-safe. */
public interface Approvals {
  /** Only through clients that show forms: where nothing outlives the process. */
  Approvals FORMS_ONLY =
      new Approvals() {
        @Override
        public String how(Plan plan) {
          return "Nobody can be asked here, because this client shows no forms to a person.";
        }
      };

  /** By the command line of the machine on which this server runs. */
  Approvals COMMAND_LINE =
      new Approvals() {
        @Override
        public String how(Plan plan) {
          return "A person decides with `proxmox-mcp approve "
              + plan.id()
              + "` or `proxmox-mcp deny "
              + plan.id()
              + "` in a terminal on this server. Tell him, then plan_execute with plan="
              + plan.id()
              + " runs it.";
        }
      };

  /** What to tell a model, whole sentences: how a person decides, and what to do then. */
  String how(Plan plan);

  /**
   * The address of a page on which a person decides about that plan; another one each time, perhaps
   * good for one visit. Empty if there is none.
   */
  default Optional<String> link(Plan plan) {
    return Optional.empty();
  }

  /** Waits a little for a person who was just sent to that page, until he has decided. */
  default void await(Plan plan) throws InterruptedException {}
}
