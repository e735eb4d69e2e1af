package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.trail.Finding;
import dev.proxmoxmcp.guard.trail.Finding.Flaw;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Retention;
import dev.proxmoxmcp.guard.trail.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** Whoever changes the file of a trail, with all the rights to it, is found. */
class TamperingTest {
  @TempDir Path temporary;
  private Path state;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @BeforeEach
  void three_thousand_records() {
    state = temporary.resolve("state");
    fill(state, 3);
  }

  private SqliteStore open(Path folder, Retention retention) {
    return new SqliteStore(folder, now::get, Thread::sleep, retention);
  }

  /** Each thousand ends with a checkpoint. */
  private void fill(Path folder, int thousands) {
    try (SqliteStore store = open(folder, Retention.ALL)) {
      for (int thousand = 0; thousand < thousands; thousand++) {
        store.change(books -> {
          for (int number = 0; number < 1_000; number++) {
            books.append(entry("change " + number));
          }
          return true;
        });
        now.set(now.get().plus(Duration.ofHours(1)));
      }
    }
  }

  private Report verify() {
    return verify(Optional.empty());
  }

  private Report verify(Optional<String> key) {
    try (SqliteStore store = open(state, Retention.ALL)) {
      return Verification.of(store, state, key);
    }
  }

  private void sql(String... lines) throws SQLException {
    try (Connection connection = connection(state)) {
      for (String line : lines) {
        StoreFile.execute(connection, line);
      }
    }
  }

  private static Connection connection(Path folder) throws SQLException {
    return JDBC.createConnection(JDBC.PREFIX + folder.resolve("guard.db"), new Properties());
  }

  private static List<Flaw> flaws(Report report) {
    return report.findings().stream().map(Finding::flaw).distinct().toList();
  }

  private static List<String> texts(Report report) {
    return report.findings().stream().map(Finding::text).toList();
  }

  /** Makes every hash anew from a record on, as somebody does who knows how they are made. */
  private void chainAnew(long from) throws SQLException {
    List<AuditRecord> records = new ArrayList<>();
    try (SqliteStore store = open(state, Retention.ALL)) {
      records.addAll(trail(store));
    }
    try (Connection connection = connection(state);
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
    Report report = verify();

    assertThat(texts(report)).isEmpty();
    assertThat(report.records()).isEqualTo(3_003);
    assertThat(report.checkpoints()).isEqualTo(3);
    assertThat(report.key()).startsWith("SHA256:");
    assertThat(report.sound()).isEqualTo(new Report.Point(3_003, NOON.plus(Duration.ofHours(2))));
  }

  @Test
  void an_edited_text_is_found_with_its_number_and_what_is_sound_around_it() throws SQLException {
    sql("UPDATE record SET body = replace(body, 'change 500', 'change 501') WHERE seq = 1502");

    Report report = verify();

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
    sql("UPDATE record SET hash = zeroblob(32) WHERE seq = 7");

    assertThat(verify().findings())
        .containsExactly(new Finding(Flaw.HASH, 7, "The hash of record 7 was changed."));
  }

  @Test
  void deleted_records_are_found() throws SQLException {
    sql("DELETE FROM record WHERE seq BETWEEN 10 AND 12", "DELETE FROM record WHERE seq = 40");

    assertThat(texts(verify()))
        .containsExactly("Records 10 to 12 are missing.", "Record 40 is missing.");
  }

  @Test
  void records_deleted_from_the_start_are_no_retention() throws SQLException {
    sql("DELETE FROM record WHERE seq <= 100");

    assertThat(texts(verify())).containsExactly("Records 1 to 100 are missing.");
  }

  @Test
  void a_record_deleted_with_its_gap_closed_is_found() throws SQLException {
    sql(
        "DELETE FROM record WHERE seq = 5",
        "UPDATE record SET seq = -seq WHERE seq > 5",
        "UPDATE record SET seq = -seq - 1 WHERE seq < 0");

    assertThat(flaws(verify())).contains(Flaw.MOVED);
    assertThat(texts(verify())).startsWith("In the place of record 5 stands record 6.");
  }

  @Test
  void an_inserted_record_is_found() throws SQLException {
    sql(
        "UPDATE record SET seq = -seq WHERE seq > 20",
        "UPDATE record SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO record SELECT 21, hash, hash, body FROM record WHERE seq = 20");

    Report report = verify();

    assertThat(report.intact()).isFalse();
    assertThat(report.findings().getFirst().seq()).isEqualTo(21);
  }

  @Test
  void reordered_records_are_found() throws SQLException {
    sql(
        "UPDATE record SET seq = -100 WHERE seq = 100",
        "UPDATE record SET seq = 100 WHERE seq = 101",
        "UPDATE record SET seq = 101 WHERE seq = -100");

    assertThat(texts(verify()))
        .startsWith(
            "In the place of record 100 stands record 101.",
            "In the place of record 101 stands record 100.");
  }

  @Test
  void a_cut_end_is_found() throws SQLException {
    sql("DELETE FROM record WHERE seq > 2990");

    Report report = verify();

    assertThat(flaws(report)).containsExactly(Flaw.CUT);
    assertThat(texts(report).getFirst()).startsWith("Records 2991 to 3003 are missing at the end");
    assertThat(report.sound()).isEqualTo(new Report.Point(2001, NOON.plus(Duration.ofHours(1))));
  }

  @Test
  void an_end_that_was_cut_and_then_grew_over_it_is_found() throws SQLException {
    sql("DELETE FROM record WHERE seq > 2500");
    fill(state, 2);

    Report report = verify();

    assertThat(flaws(report)).contains(Flaw.REWRITTEN);
  }

  @Test
  void a_history_that_was_made_anew_is_found() throws SQLException {
    sql("UPDATE record SET body = replace(body, 'guest_power', 'guest_start') WHERE seq = 1600");
    chainAnew(1600);

    Report report = verify();

    assertThat(flaws(report)).containsExactly(Flaw.REWRITTEN);
    assertThat(report.findings().getFirst().seq()).isEqualTo(2001);
    assertThat(report.sound()).isEqualTo(new Report.Point(1000, NOON));
  }

  @Test
  void a_history_that_was_made_anew_behind_the_last_checkpoint_is_found() throws Exception {
    Path head = state.resolve("audit-head");
    Path checkpoints = state.resolve("audit-checkpoints.jsonl");
    now.set(NOON.plus(Duration.ofMinutes(121)));
    String signed;
    String known = Files.readString(checkpoints);
    try (SqliteStore store = open(state, Retention.ALL)) {
      store.change(books -> books.append(entry("the last")));
      signed = Files.readString(head);
    }
    // as it is while the program runs: signed up to the last change, and no checkpoint behind it
    sql(
        "DELETE FROM record WHERE seq > 3004",
        "UPDATE record SET body = replace(body, 'the last', 'another') WHERE seq = 3004");
    Files.writeString(head, signed);
    Files.writeString(checkpoints, known);
    chainAnew(3004);

    assertThat(verify().findings())
        .extracting(Finding::flaw, Finding::seq)
        .containsExactly(tuple(Flaw.REWRITTEN, 3004L));
  }

  @Test
  void an_older_copy_of_the_file_is_found_even_with_its_own_head() throws Exception {
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    for (String name : List.of("guard.db", "audit-head")) {
      Files.copy(state.resolve(name), copy.resolve(name));
    }
    fill(state, 2);
    for (String name : List.of("guard.db", "audit-head")) {
      Files.copy(copy.resolve(name), state.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    Report report = verify();

    assertThat(flaws(report)).containsExactly(Flaw.CUT);
    assertThat(texts(report).getFirst()).startsWith("Records 3004 to 5004 are missing at the end");
  }

  @Test
  void another_trail_in_the_place_of_the_file_is_found() throws IOException {
    Path other = temporary.resolve("other");
    fill(other, 5);
    Files.copy(
        other.resolve("guard.db"), state.resolve("guard.db"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(flaws(verify())).contains(Flaw.REPLACED, Flaw.KEY);
  }

  @Test
  void a_removed_file_is_found() throws IOException {
    Files.delete(state.resolve("guard.db"));

    assertThat(flaws(verify())).containsExactly(Flaw.REPLACED);
  }

  @Test
  void another_key_is_found() throws IOException {
    Path other = temporary.resolve("other");
    fill(other, 1);
    for (String name : List.of("audit.key", "audit.pub")) {
      Files.copy(other.resolve(name), state.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    fill(state, 1);

    assertThat(flaws(verify())).contains(Flaw.KEY);
  }

  @Test
  void a_whole_folder_of_somebody_else_is_found_by_the_fingerprint_that_was_noted() {
    Report own = verify();
    Path other = temporary.resolve("other");
    fill(other, 3);
    assertThat(verify(Optional.of(own.key())).intact()).isTrue();

    state = other;

    assertThat(verify().intact()).isTrue();
    assertThat(flaws(verify(Optional.of(own.key())))).containsExactly(Flaw.KEY);
  }

  @Test
  void files_that_are_missing_beside_the_trail_are_said() throws IOException {
    Files.delete(state.resolve("audit-head"));
    Files.delete(state.resolve("audit.pub"));

    assertThat(flaws(verify())).containsExactly(Flaw.FILE);
    assertThat(texts(verify())).hasSize(2);
  }

  @Test
  void the_evidence_of_a_cut_outlives_the_next_start() throws SQLException {
    sql("DELETE FROM record WHERE seq > 2990");
    fill(state, 0);
    try (SqliteStore store = open(state, Retention.ALL)) {
      store.change(books -> books.append(entry("after it")));
    }

    assertThat(verify().intact()).isFalse();
  }

  @Test
  void a_trail_that_the_retention_shortened_is_intact_and_says_where_it_begins() {
    try (SqliteStore store = open(state, new Retention(null, 500L))) {
      store.change(books -> books.append(entry("one more")));
    }

    Report report = verify();

    assertThat(texts(report)).isEmpty();
    assertThat(report.records()).isEqualTo(3_006 - 2_504);
    try (SqliteStore store = open(state, Retention.ALL)) {
      assertThat(trail(store).getFirst().seq()).isEqualTo(2_505);
      assertThat(trail(store))
          .anySatisfy(record -> assertThat(record.entry().event()).isEqualTo(Event.TRIMMED));
    }
  }

  @Test
  void old_records_go_by_their_age() {
    now.set(NOON.plus(Duration.ofDays(30)));
    try (SqliteStore store = open(state, new Retention(Duration.ofDays(30), null))) {
      store.change(books -> books.append(entry("one more")));
      assertThat(verify().intact()).isTrue();
    }
    now.set(NOON.plus(Duration.ofDays(31)));
    try (SqliteStore store = open(state, new Retention(Duration.ofDays(30), null))) {
      store.change(books -> books.append(entry("one more")));
    }

    assertThat(verify().intact()).isTrue();
    assertThat(verify().records()).isLessThan(10);
  }

  @Test
  void a_start_that_was_removed_by_hand_with_a_forged_base_is_found() throws SQLException {
    try (SqliteStore store = open(state, new Retention(null, 500L))) {
      store.change(books -> books.append(entry("one more")));
    }
    sql(
        "DELETE FROM record WHERE seq < 2600",
        "UPDATE kept SET body = replace(body, '\"seq\":2504', '\"seq\":2599') WHERE id ="
            + " 'audit.base'");

    assertThat(flaws(verify())).contains(Flaw.MISSING);
  }
}
