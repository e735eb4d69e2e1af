package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.approval.ApprovalPassphrase;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what a person will approve, as {@code init} asks for it. */
class InitApprovalTest {
  private static final String[] MAY_CHANGE = {"--toolsets", "operate", "--yes"};

  @TempDir private Path home;

  private InitLab lab() throws IOException {
    return new InitLab(home, "9.2");
  }

  private CommandRun typing(InitLab lab, String... typed) {
    return lab.typingRest(
        List.of(typed),
        "--password-file",
        home.resolve("password").toString(),
        MAY_CHANGE[0],
        MAY_CHANGE[1],
        MAY_CHANGE[2]);
  }

  private ApprovalPassphrase kept() {
    return ApprovalPassphrase.in(
        home.resolve(".local/state/proxmox-mcp"), InstantSource.system(), _ -> {});
  }

  @Test
  void what_is_typed_twice_is_what_approves_from_then_on() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run = typing(lab, InitLab.APPROVAL, InitLab.APPROVAL);

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("The approval passphrase is set.", "It works.");
      assertThat(kept().is(UnlockKey.passphrase(InitLab.APPROVAL.toCharArray()))).isTrue();
      assertThat(typing(lab).out())
          .as("nobody is asked again")
          .contains("Nothing to change.")
          .doesNotContain("A passphrase");
    }
  }

  @Test
  void after_two_that_are_different_or_one_too_short_it_is_asked_for_again() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run =
          typing(
              lab,
              "a passphrase",
              "another one",
              "short",
              "short",
              InitLab.APPROVAL,
              InitLab.APPROVAL);

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "The two were different",
              "The passphrase is too short: it takes 12 characters",
              "The approval passphrase is set.",
              "It works.");
      assertThat(kept().is(UnlockKey.passphrase(InitLab.APPROVAL.toCharArray()))).isTrue();
    }
  }

  @Test
  void three_that_cannot_be_used_set_none_and_end_nothing() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run = typing(lab, "short", "short", "brief", "brief", "tiny", "tiny");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains("No approval passphrase was set: ", "`proxmox-mcp approval-passphrase`")
          .contains("It works.");
      assertThat(kept().isSet()).isFalse();
    }
  }

  @Test
  void nothing_typed_sets_none_and_says_how_later() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(typing(lab, "").out())
          .contains("No approval passphrase was set. `proxmox-mcp approval-passphrase` sets it");
      assertThat(kept().isSet()).isFalse();
    }
  }

  @Test
  void where_nobody_sits_it_is_said_that_there_is_none() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").out())
          .contains("No approval passphrase is set yet. `proxmox-mcp approval-passphrase` sets it");
      assertThat(kept().isSet()).isFalse();
    }
  }

  @Test
  void where_nothing_can_be_changed_there_is_nothing_to_approve() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "inventory,logs").out()).doesNotContain("passphrase");
    }
  }
}
