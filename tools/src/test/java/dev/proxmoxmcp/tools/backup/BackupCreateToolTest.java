package dev.proxmoxmcp.tools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupCreateToolTest {
  private static ToolReply backUp(ToolLab lab, String guests, String storage)
      throws InterruptedException {
    return lab.call("backup_create", "guests", guests, "storage", storage, "wait", "50");
  }

  @Test
  void a_backup_is_answered_with_its_archive_and_the_size() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = backUp(lab, "web1", "pbs");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .matches(
              "VM 101 \"web1\" on pve1: backup done in [0-9]+s, 1 archive on pbs\\.\n"
                  + "  VM 101 \"web1\": archive \"pbs:backup/vm/101/[-0-9T:]+Z\", [0-9.]+ GiB");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void notes_and_protection_reach_the_archive() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.call(
              "backup_create",
              "guests",
              "dns",
              "storage",
              "local",
              "notes",
              "{{guestname}}: before\nthe \\ upgrade",
              "protected",
              "true",
              "wait",
              "50");

      assertThat(reply.text())
          .containsPattern(
              "archive \"local:backup/vzdump-lxc-200-[0-9_]+-[0-9_]+\\.tar\\.zst\", .*, protected,"
                  + " notes \"dns: before the .* upgrade\"");
      assertThat(lab.writes().getFirst().parameters())
          .containsEntry("notes-template", "{{guestname}}: before\\nthe \\\\ upgrade")
          .containsEntry("remove", "0");
    }
  }

  @Test
  void guests_of_several_nodes_are_a_task_for_each_node() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = backUp(lab, "web1,web2,dns", "pbs");

      assertThat(reply.text())
          .contains(
              "backup: 2 of 2 done.", "2 guests on pve1: backup done in ", "2 archives on pbs")
          .contains("CT 200 \"dns\": archive \"pbs:backup/ct/200/", "VM 102 \"web2\" on pve2: ");
      assertThat(lab.writes()).hasSize(2);
    }
  }

  @Test
  void without_a_storage_the_candidates_are_named_if_there_are_several()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("backup_create", "guests", "web1");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo(
              "Several storages take backups: local (at most 216 GiB free, per node), pbs (at most"
                  + " 2.6 TiB free). Name one with storage. Nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void without_a_storage_the_only_one_that_takes_backups_is_taken() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("local").hangs();

      assertThat(lab.call("backup_create", "guests", "dns", "wait", "50").text())
          .contains("1 archive on pbs");
    }
  }

  /** A suggestion that fails for sure, or may not even be there, is none. */
  @Test
  void storages_that_are_full_or_away_are_suggested_as_that() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("pbs").fills();

      assertThat(lab.call("backup_create", "guests", "web1").text())
          .contains("local (at most 216 GiB free, per node), pbs (nearly full: at most ");

      lab.simulated().storage("local").hangs();

      ToolReply reply = lab.call("backup_create", "guests", "web1");
      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith("Only one storage takes backups on pve1: pbs (nearly full: at most ")
          .endsWith(
              "Name it with storage to try all the same. Not available: local on pve1. Nothing was"
                  + " sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void where_no_storage_takes_backups_now_those_that_would_are_named() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("local").hangs();
      lab.simulated().storage("pbs").hangs();

      assertThat(lab.call("backup_create", "guests", "web1").text())
          .isEqualTo(
              "No storage that this token sees takes backups on pve1 now. Not available: local on"
                  + " pve1, pbs on pve1. Nothing was sent.");
    }
  }

  /** Whoever reads that a node lacks what it has looks for the trouble in the wrong place. */
  @Test
  void only_the_nodes_that_lack_the_storage_are_named() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().node("pve2").goesOffline();
      lab.clock().advance(Duration.ofMinutes(6));

      assertThat(backUp(lab, "101,102", "local").text())
          .startsWith("Storage \"local\" is not available on pve2. ")
          .endsWith("Nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  /** Whoever does not wait is told where the end is told. */
  @Test
  void without_waiting_the_answer_says_what_shows_the_end() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("backup_create", "guests", "dns", "storage", "pbs", "wait", "0").text())
          .contains("(task UPID:pve1:", "look again with task_get, then backup_list.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pbss | There is no storage \"pbss\" that this token sees; did you mean pbs?",
        "nas | Storage \"nas\" takes no backups, only images, iso, rootdir.",
        "../x | There is no storage \"../x\" that this token sees."
      })
  void a_storage_that_nothing_would_check_is_refused_here(String storage, String why)
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = backUp(lab, "web1", storage);

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith(why)
          .contains("Backups can go to: local")
          .endsWith("Nothing was sent.");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_full_storage_is_a_failed_task_with_a_next_step() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().storage("pbs").fills();

      ToolReply reply = backUp(lab, "web1", "pbs");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains(
              "backup failed: \"job errors\"", "The storage is full", "No space left on device")
          .contains("VM 101 \"web1\": no archive is there");
    }
  }

  @Test
  void a_locked_guest_holds_all_of_them_back() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = backUp(lab, "mail,web2,web1", "pbs");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains("not done: of VM 110 \"mail\": it is locked (\"backup\")", "held back");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void one_guest_that_fails_inside_the_task_is_told_with_its_line_and_the_others_are_there()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().guestFaults(102).vanishesAfter(Duration.ofSeconds(1));

      ToolReply reply = backUp(lab, "proxy,web2", "pbs");

      assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(reply.text())
          .contains("backup failed: \"job errors\", 1 of 2 archives on pbs.")
          .contains("> ERROR: Backup of VM 102 failed - unable to find VM '102'")
          .contains("It was removed or moved meanwhile")
          .contains("CT 201 \"proxy\": archive \"pbs:backup/ct/201/")
          .contains("VM 102 \"web2\": no archive is there");
    }
  }

  @Test
  void what_takes_longer_than_the_wait_claims_no_archive() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply =
          lab.call("backup_create", "guests", "old-nas", "storage", "pbs", "wait", "1");

      assertThat(reply.isError()).isFalse();
      assertThat(reply.text())
          .contains(
              "backup still runs after", "UPID:pve3:", "look again with task_get, then backup_list")
          .doesNotContain("archive");
    }
  }

  @Test
  void a_token_that_may_not_is_named_with_what_it_lacks() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::auditorToken)) {
      ToolReply reply = backUp(lab, "web1", "pbs");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text()).contains("Datastore.AllocateSpace", "/storage/pbs");
    }
  }

  @Test
  void it_needs_the_tier_change() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      assertThat(backUp(lab, "web1", "pbs").outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void an_answer_that_is_lost_is_no_reason_to_send_it_again() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().faults().next(request -> request.method().equals("POST"), Fault.RESET);

      assertThat(backUp(lab, "web1", "pbs").isError()).isTrue();
      assertThat(lab.writes()).hasSize(1);
    }
  }
}
