package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.trail;
import static dev.proxmoxmcp.store.KeptTrail.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Retention;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trail that is kept for a time, or up to a number of records. */
class RetentionTest {
  @TempDir Path temporary;

  private KeptTrail kept;

  @BeforeEach
  void three_thousand_records() {
    kept = KeptTrail.in(temporary.resolve("state"));
  }

  @Test
  void a_trail_that_the_retention_shortened_is_intact_and_says_where_it_begins() {
    try (SqliteStore store = kept.open(new Retention(null, 500L))) {
      store.change(books -> books.append(entry("one more")));
    }

    Report report = kept.verify();

    assertThat(texts(report)).isEmpty();
    assertThat(report.records()).isEqualTo(3_006 - 2_504);
    try (SqliteStore store = kept.open(Retention.ALL)) {
      assertThat(trail(store).getFirst().seq()).isEqualTo(2_505);
      assertThat(trail(store))
          .anySatisfy(record -> assertThat(record.entry().event()).isEqualTo(Event.TRIMMED));
    }
  }

  @Test
  void old_records_go_by_their_age() {
    kept.now.set(NOON.plus(Duration.ofDays(30)));
    try (SqliteStore store = kept.open(new Retention(Duration.ofDays(30), null))) {
      store.change(books -> books.append(entry("one more")));
      assertThat(kept.verify().intact()).isTrue();
    }
    kept.now.set(NOON.plus(Duration.ofDays(31)));
    try (SqliteStore store = kept.open(new Retention(Duration.ofDays(30), null))) {
      store.change(books -> books.append(entry("one more")));
    }

    assertThat(kept.verify().intact()).isTrue();
    assertThat(kept.verify().records()).isLessThan(10);
  }
}
