package dev.proxmoxmcp.guard.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.freeze.Freeze.Thawing;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeTest {
  private static final Instant NOW = Instant.parse("2026-11-30T09:30:00Z");

  private final MemoryStore store = new MemoryStore();
  private final Freeze freeze = new Freeze(store, InstantSource.fixed(NOW));

  @Test
  void nothing_is_frozen_until_somebody_does_it() {
    assertThat(freeze.state()).isEmpty();
    assertThat(freeze.thaw("ann", _ -> true)).isEqualTo(Thawing.NOT_FROZEN);
    assertThat(trail()).isEmpty();
  }

  @Test
  void what_is_frozen_is_so_for_everybody_on_the_store_and_recorded() {
    freeze.freeze("ann", "strange\u0007 calls\nof the night");

    Frozen frozen = new Freeze(store, InstantSource.fixed(NOW)).state().orElseThrow();
    assertThat(frozen).isEqualTo(new Frozen("ann", NOW, "strange calls of the night"));
    assertThat(store.<Boolean>change(books -> Freeze.state(books).isPresent())).isTrue();
    assertThat(trail()).extracting(AuditEntry::event).containsExactly(Event.FROZEN);
    assertThat(trail().getFirst().origin().principal()).isEqualTo("ann");
    assertThat(frozen.text())
        .isEqualTo(
            "Nothing was sent. All changes are frozen since 2026-11-30T09:30:00Z, by ann"
                + " (\"strange calls of the night\"). Looks go on. A person lifts it with"
                + " `proxmox-mcp thaw`.");
  }

  @Test
  void who_freezes_again_changes_nothing() {
    freeze.freeze("ann", "first");

    assertThat(freeze.freeze("bob", "second")).isEqualTo(new Frozen("ann", NOW, "first"));
    assertThat(trail()).hasSize(1);
  }

  @Test
  void a_person_alone_thaws() {
    freeze.freeze("ann", "");

    assertThat(freeze.thaw("bob", _ -> false)).isEqualTo(Thawing.REFUSED);
    assertThat(freeze.state()).isPresent();
    List<String> asked = new ArrayList<>();
    assertThat(freeze.thaw("bob", asked::add)).isEqualTo(Thawing.THAWED);
    assertThat(asked).containsExactly("lift the freeze");
    assertThat(freeze.state()).isEmpty();
    assertThat(trail()).extracting(AuditEntry::event).containsExactly(Event.FROZEN, Event.THAWED);
    assertThat(trail().getLast().detail().path("frozenBy").stringValue()).isEqualTo("ann");
  }

  @Test
  void nobody_is_asked_where_nothing_is_frozen() {
    List<String> asked = new ArrayList<>();

    freeze.thaw("ann", asked::add);

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "{}", "{\"by\":1,\"at\":\"yesterday\"}", "[", "null"})
  void a_mark_that_cannot_be_read_counts(String body) {
    store.change(books -> {
      books.put(Kind.MARK, "frozen", body, null);
      return true;
    });

    assertThat(freeze.state()).isPresent();
    assertThat(freeze.thaw("ann", _ -> true)).isEqualTo(Thawing.THAWED);
  }

  private List<AuditEntry> trail() {
    List<AuditEntry> trail = new ArrayList<>();
    store.look(books -> {
      books.forward(1, one -> trail.add(one.entry()));
      return true;
    });
    return trail;
  }
}
