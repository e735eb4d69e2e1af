package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Keyboard;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.ApprovalPassphrase;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.settings.StateFolder;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that a person can approve what the token may change: one passphrase for all clusters
 * of this account, typed here by the person and by nothing else. Owned by the main thread.
 *
 * @param settings the file that was written, which may say where state is kept
 */
record ApprovalStep(Program program, Path settings) {
  private static final String LATER =
      "`proxmox-mcp approval-passphrase` sets it; until then changes are approved in your client"
          + " alone, where that shows forms.";

  /** Asks for it where none is set and something can be changed; never ends what was set up. */
  void take(List<Toolset> toolsets) throws InterruptedException {
    Optional<Path> folder =
        StateFolder.find(program.settingsFile(settings.toString()), program.environment());
    if (folder.isEmpty() || toolsets.stream().allMatch(one -> one.tier() == Tier.READ)) {
      return;
    }
    ApprovalPassphrase passphrase =
        ApprovalPassphrase.in(folder.get(), program.clock(), program.pause());
    if (passphrase.isSet()) {
      return;
    }
    Keyboard keyboard = program.terminal().keyboard();
    if (!keyboard.attended()) {
      say("No approval passphrase is set yet. " + LATER);
      return;
    }
    for (int left = Dialogue.TRIES; !isDone(passphrase, keyboard, left == 1); left--) {
      // asked again
    }
  }

  /** Whether it is set, or is not to be: nothing was typed, or it was the last try. */
  private boolean isDone(ApprovalPassphrase passphrase, Keyboard keyboard, boolean last)
      throws InterruptedException {
    try {
      char[] typed =
          keyboard.hidden(
              "A passphrase with which you will approve changes, on the server's page and at a"
                  + " terminal,\nor nothing for none yet (not shown): ");
      if (typed.length == 0) {
        say("No approval passphrase was set. " + LATER);
        return true;
      }
      try (UnlockKey chosen = keyboard.repeated(typed)) {
        passphrase.set(chosen);
      }
      say("The approval passphrase is set. It is kept nowhere; only a file that can test it is.");
      return true;
    } catch (UsageProblem | SecretException unset) {
      say(
          last
              ? "No approval passphrase was set: " + unset.getMessage() + " " + LATER
              : String.valueOf(unset.getMessage()));
      return last;
    }
  }

  private void say(String text) {
    program.terminal().answer(text);
  }
}
