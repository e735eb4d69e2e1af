package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.trail;
import static dev.proxmoxmcp.store.KeptTrail.flaws;
import static dev.proxmoxmcp.store.KeptTrail.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.trail.Finding;
import dev.proxmoxmcp.guard.trail.Finding.Flaw;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes the file of a trail, with all the rights to it, is found. */
class TamperingTest {
  @TempDir Path temporary;

  private KeptTrail kept;

  @BeforeEach
  void three_thousand_records() {
    kept = KeptTrail.in(temporary.resolve("state"));
  }

  /** Makes every hash anew from a record on, as somebody does who knows how they are made. */
  private void chainAnew(long from) throws SQLException {
    List<AuditRecord> records = new ArrayList<>();
    try (SqliteStore store = kept.open(Retention.ALL)) {
      records.addAll(trail(store));
    }
    try (Connection connection = kept.connection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE record SET previous = ?, hash = ? WHERE seq = ?")) {
      connection.setAutoCommit(false);
      Head head = from == 1 ? Head.EMPTY : records.get((int) from - 2).head();
      for (AuditRecord record : records.subList((int) from - 1, records.size())) {
        String hash = hash(record.seq(), head.hash(), record.body());
        update.setBytes(1, HexFormat.of().parseHex(head.hash()));
        update.setBytes(2, HexFormat.of().parseHex(hash));
        update.setLong(3, record.seq());
        update.executeUpdate();
        head = new Head(record.seq(), hash);
      }
      connection.commit();
    }
  }

  private static String hash(long seq, String previous, String body) {
    try {
      var sha256 = java.security.MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(
              sha256.digest(
                  (seq + "\n" + previous + "\n" + body)
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Test
  void a_trail_that_nobody_touched_is_intact_to_its_last_record() {
    Report report = kept.verify();

    assertThat(texts(report)).isEmpty();
    assertThat(report.records()).isEqualTo(3_003);
    assertThat(report.checkpoints()).isEqualTo(3);
    assertThat(report.key()).startsWith("SHA256:");
    assertThat(report.sound()).isEqualTo(new Report.Point(3_003, NOON.plus(Duration.ofHours(2))));
  }

  @Test
  void an_edited_text_is_found_with_its_number_and_what_is_sound_around_it() throws SQLException {
    kept.sql("UPDATE record SET body = replace(body, 'change 500', 'change 501') WHERE seq = 1502");

    Report report = kept.verify();

    assertThat(report.findings())
        .containsExactly(
            new Finding(
                Flaw.EDITED,
                1502,
                "Record 1502 is not what was recorded: its text was changed, or it was put in."));
    assertThat(report.sound()).isEqualTo(new Report.Point(1000, NOON));
    assertThat(report.soundAgain()).isEqualTo(1503);
  }

  @Test
  void an_edited_hash_is_found() throws SQLException {
    kept.sql("UPDATE record SET hash = zeroblob(32) WHERE seq = 7");

    assertThat(kept.verify().findings())
        .containsExactly(new Finding(Flaw.HASH, 7, "The hash of record 7 was changed."));
  }

  @Test
  void deleted_records_are_found() throws SQLException {
    kept.sql("DELETE FROM record WHERE seq BETWEEN 10 AND 12", "DELETE FROM record WHERE seq = 40");

    assertThat(texts(kept.verify()))
        .containsExactly("Records 10 to 12 are missing.", "Record 40 is missing.");
  }

  @Test
  void records_deleted_from_the_start_are_no_retention() throws SQLException {
    kept.sql("DELETE FROM record WHERE seq <= 100");

    assertThat(texts(kept.verify())).containsExactly("Records 1 to 100 are missing.");
  }

  @Test
  void a_record_deleted_with_its_gap_closed_is_found() throws SQLException {
    kept.sql(
        "DELETE FROM record WHERE seq = 5",
        "UPDATE record SET seq = -seq WHERE seq > 5",
        "UPDATE record SET seq = -seq - 1 WHERE seq < 0");

    assertThat(flaws(kept.verify())).contains(Flaw.MOVED);
    assertThat(texts(kept.verify())).startsWith("In the place of record 5 stands record 6.");
  }

  @Test
  void an_inserted_record_is_found() throws SQLException {
    kept.sql(
        "UPDATE record SET seq = -seq WHERE seq > 20",
        "UPDATE record SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO record SELECT 21, hash, hash, body FROM record WHERE seq = 20");

    Report report = kept.verify();

    assertThat(report.intact()).isFalse();
    assertThat(report.findings().getFirst().seq()).isEqualTo(21);
  }

  @Test
  void reordered_records_are_found() throws SQLException {
    kept.sql(
        "UPDATE record SET seq = -100 WHERE seq = 100",
        "UPDATE record SET seq = 100 WHERE seq = 101",
        "UPDATE record SET seq = 101 WHERE seq = -100");

    assertThat(texts(kept.verify()))
        .startsWith(
            "In the place of record 100 stands record 101.",
            "In the place of record 101 stands record 100.");
  }

  @Test
  void a_cut_end_is_found() throws SQLException {
    kept.sql("DELETE FROM record WHERE seq > 2990");

    Report report = kept.verify();

    assertThat(flaws(report)).containsExactly(Flaw.CUT);
    assertThat(texts(report).getFirst()).startsWith("Records 2991 to 3003 are missing at the end");
    assertThat(report.sound()).isEqualTo(new Report.Point(2001, NOON.plus(Duration.ofHours(1))));
  }

  @Test
  void an_end_that_was_cut_and_then_grew_over_it_is_found() throws SQLException {
    kept.sql("DELETE FROM record WHERE seq > 2500");
    kept.fill(2);

    Report report = kept.verify();

    assertThat(flaws(report)).contains(Flaw.REWRITTEN);
  }

  @Test
  void a_history_that_was_made_anew_is_found() throws SQLException {
    kept.sql(
        "UPDATE record SET body = replace(body, 'guest_power', 'guest_start') WHERE seq = 1600");
    chainAnew(1600);

    Report report = kept.verify();

    assertThat(flaws(report)).containsExactly(Flaw.REWRITTEN);
    assertThat(report.findings().getFirst().seq()).isEqualTo(2001);
    assertThat(report.sound()).isEqualTo(new Report.Point(1000, NOON));
  }

  @Test
  void a_history_that_was_made_anew_behind_the_last_checkpoint_is_found() throws Exception {
    Path head = kept.state.resolve("audit-head");
    Path checkpoints = kept.state.resolve("audit-checkpoints.jsonl");
    kept.now.set(NOON.plus(Duration.ofMinutes(121)));
    String signed;
    String known = Files.readString(checkpoints);
    try (SqliteStore store = kept.open(Retention.ALL)) {
      store.change(books -> books.append(entry("the last")));
      signed = Files.readString(head);
    }
    // as it is while the program runs: signed up to the last change, and no checkpoint behind it
    kept.sql(
        "DELETE FROM record WHERE seq > 3004",
        "UPDATE record SET body = replace(body, 'the last', 'another') WHERE seq = 3004");
    Files.writeString(head, signed);
    Files.writeString(checkpoints, known);
    chainAnew(3004);

    assertThat(kept.verify().findings())
        .extracting(Finding::flaw, Finding::seq)
        .containsExactly(tuple(Flaw.REWRITTEN, 3004L));
  }

  @Test
  void an_older_copy_of_the_file_is_found_even_with_its_own_head() throws Exception {
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    for (String name : List.of("guard.db", "audit-head")) {
      Files.copy(kept.state.resolve(name), copy.resolve(name));
    }
    kept.fill(2);
    for (String name : List.of("guard.db", "audit-head")) {
      Files.copy(copy.resolve(name), kept.state.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    Report report = kept.verify();

    assertThat(flaws(report)).containsExactly(Flaw.CUT);
    assertThat(texts(report).getFirst()).startsWith("Records 3004 to 5004 are missing at the end");
  }

  @Test
  void another_trail_in_the_place_of_the_file_is_found() throws IOException {
    Path other = temporary.resolve("other");
    kept.beside(other).fill(5);
    Files.copy(
        other.resolve("guard.db"),
        kept.state.resolve("guard.db"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(flaws(kept.verify())).contains(Flaw.REPLACED, Flaw.KEY);
  }

  @Test
  void a_removed_file_is_found() throws IOException {
    Files.delete(kept.state.resolve("guard.db"));

    assertThat(flaws(kept.verify())).containsExactly(Flaw.REPLACED);
  }

  @Test
  void another_key_is_found() throws IOException {
    Path other = temporary.resolve("other");
    kept.beside(other).fill(1);
    for (String name : List.of("audit.key", "audit.pub")) {
      Files.copy(
          other.resolve(name), kept.state.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    kept.fill(1);

    assertThat(flaws(kept.verify())).contains(Flaw.KEY);
  }

  @Test
  void a_whole_folder_of_somebody_else_is_found_by_the_fingerprint_that_was_noted() {
    Report own = kept.verify();
    KeptTrail other = kept.beside(temporary.resolve("other"));
    other.fill(3);
    assertThat(kept.verify(Optional.of(own.key())).intact()).isTrue();

    assertThat(other.verify().intact()).isTrue();
    assertThat(flaws(other.verify(Optional.of(own.key())))).containsExactly(Flaw.KEY);
  }

  @Test
  void files_that_are_missing_beside_the_trail_are_said() throws IOException {
    Files.delete(kept.state.resolve("audit-head"));
    Files.delete(kept.state.resolve("audit.pub"));

    assertThat(flaws(kept.verify())).containsExactly(Flaw.FILE);
    assertThat(texts(kept.verify())).hasSize(2);
  }

  @Test
  void the_evidence_of_a_cut_outlives_the_next_start() throws SQLException {
    kept.sql("DELETE FROM record WHERE seq > 2990");
    kept.fill(0);
    try (SqliteStore store = kept.open(Retention.ALL)) {
      store.change(books -> books.append(entry("after it")));
    }

    assertThat(kept.verify().intact()).isFalse();
  }

  @Test
  void a_start_that_was_removed_by_hand_with_a_forged_base_is_found() throws SQLException {
    try (SqliteStore store = kept.open(new Retention(null, 500L))) {
      store.change(books -> books.append(entry("one more")));
    }
    kept.sql(
        "DELETE FROM record WHERE seq < 2600",
        "UPDATE kept SET body = replace(body, '\"seq\":2504', '\"seq\":2599') WHERE id ="
            + " 'audit.base'");

    assertThat(flaws(kept.verify())).contains(Flaw.MISSING);
  }
}
