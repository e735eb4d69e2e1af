package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.app.Keyboard;
import dev.proxmoxmcp.app.Terminal;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.freeze.PersonCheck;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.time.Duration;
import java.util.Optional;

/**
 * A person at the terminal of this process, who shows by the approval passphrase that he is one. It
 * is read from the terminal device alone: a model often has a shell, and there its commands have no
 * terminal.
 *
 * @param passphrase which it must be
 * @param attempts how many were wrong
 * @param terminal where he sits
 */
public record PersonAtTerminal(ApprovalPassphrase passphrase, Attempts attempts, Terminal terminal)
    implements PersonCheck {
  private static final String NOT_SET =
      "No approval passphrase is set, so nobody can approve at a command line. Set one in a"
          + " terminal: `proxmox-mcp approval-passphrase`.";

  /**
   * @throws UsageProblem if there is no terminal, or no passphrase
   * @throws TooEarly if it must be waited after wrong ones
   */
  @Override
  public boolean isPerson(String what) {
    if (!passphrase.isSet()) {
      throw new UsageProblem(NOT_SET);
    }
    attended();
    Optional<Duration> wait = attempts.begin();
    if (wait.isPresent()) {
      throw new TooEarly(Attempts.tooEarly(wait.get()));
    }
    try (UnlockKey typed = typed("Approval passphrase, to " + what + " (not shown): ")) {
      if (!passphrase.is(typed)) {
        attempts.wrong("terminal");
        return false;
      }
    }
    attempts.right();
    return true;
  }

  /**
   * A new one, typed twice.
   *
   * @throws UsageProblem if there is no terminal, or the two are different
   */
  public UnlockKey chosen() {
    attended();
    return terminal.keyboard().repeated(terminal.keyboard().hidden("New approval passphrase: "));
  }

  /** The one in force, as it is typed. */
  public UnlockKey typed(String prompt) {
    return UnlockKey.passphrase(terminal.keyboard().hidden(prompt));
  }

  private void attended() {
    Keyboard keyboard = terminal.keyboard();
    if (!keyboard.attended()) {
      throw new UsageProblem(
          "This takes a person at a terminal, who types the approval passphrase; standard input"
              + " and output must both be it.");
    }
  }
}
