package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * What a command at the terminal uses of the guard: the same store as the servers of this state
 * folder.
 *
 * @param ledger the guard's memory
 * @param person who shows that he is one
 * @param user whose account this is
 */
public record GuardState(Ledger ledger, PersonAtTerminal person, String user)
    implements AutoCloseable {
  /**
   * On a store.
   *
   * @param store closed with this
   * @param folder in which it is
   */
  public static GuardState on(GuardStore store, Path folder, Program program) {
    return new GuardState(
        new Ledger(store, program.clock(), new SecureRandom(), "terminal", List.of()),
        new PersonAtTerminal(
            ApprovalPassphrase.in(folder, program.clock(), program.pause()),
            new Attempts(store, program.clock()),
            program.terminal()),
        System.getProperty("user.name", "somebody"));
  }

  /** Where plans are decided about. */
  public Desk desk() {
    return new Desk(ledger);
  }

  /** What is recorded as who decided. */
  public Approval approval() {
    return new Approval(user, "terminal");
  }

  @Override
  public void close() {
    ledger.store().close();
  }
}
