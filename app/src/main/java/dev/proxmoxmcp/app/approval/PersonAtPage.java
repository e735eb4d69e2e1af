package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.dashboard.Approver;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import dev.proxmoxmcp.tools.plan.PlanWords;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person at a page of this process, who shows by the approval passphrase that he is one. Wrong
 * ones count together with those at the terminal. Thread-safe.
 *
 * @param passphrase which it must be; null where none can be kept
 * @param attempts how many were wrong
 * @param user whose account the server runs under
 */
record PersonAtPage(@Nullable ApprovalPassphrase passphrase, Attempts attempts, String user)
    implements Approver {
  private static final Logger LOG = LazyLogger.of(PersonAtPage.class);

  @Override
  public boolean canApprove() {
    return passphrase != null && passphrase.isSet();
  }

  @Override
  public Verdict check(char[] typed) {
    Optional<Duration> wait = attempts.begin();
    if (wait.isPresent()) {
      return new Verdict.Later(wait.get());
    }
    if (!fits(typed)) {
      attempts.wrong("page");
      LOG.log(Level.WARNING, "A wrong approval passphrase was typed. channel=page");
      return new Verdict.Wrong();
    }
    attempts.right();
    return new Verdict.Right();
  }

  private boolean fits(char[] typed) {
    try (UnlockKey key = UnlockKey.passphrase(typed)) {
      return passphrase != null && passphrase.is(key);
    } catch (SecretException none) {
      return false;
    }
  }

  @Override
  public Approval approval() {
    return new Approval(user, "page");
  }

  @Override
  public List<String> lines(Plan plan) {
    return PlanWords.lines(plan);
  }
}
