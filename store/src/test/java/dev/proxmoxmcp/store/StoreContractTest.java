package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.trail;
import static dev.proxmoxmcp.store.Entries.whats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever keeps it. */
class StoreContractTest {
  @Nested
  class InMemory extends Contract {
    @Override
    GuardStore make(Path folder) {
      return new MemoryStore();
    }
  }

  @Nested
  class InSqlite extends Contract {
    @Override
    GuardStore make(Path folder) {
      return new SqliteStore(folder, () -> NOON, Thread::sleep);
    }
  }

  abstract static class Contract {
    @TempDir Path folder;
    private final List<GuardStore> open = new ArrayList<>();

    abstract GuardStore make(Path folder);

    private GuardStore store() {
      GuardStore store = make(folder.resolve("state"));
      open.add(store);
      return store;
    }

    @AfterEach
    void closed() {
      open.forEach(GuardStore::close);
    }

    @Test
    void a_new_store_is_empty() {
      GuardStore store = store();

      assertThat(store.<Head>look(books -> books.head())).isEqualTo(Head.EMPTY);
      assertThat(store.<Object>look(books -> books.all(Kind.MARK))).isEqualTo(java.util.Map.of());
      assertThat(trail(store)).isEmpty();
    }

    @Test
    void what_is_put_is_there_until_it_is_removed() {
      GuardStore store = store();

      store.change(books -> {
        books.put(Kind.WAITING, "b", "second", null);
        books.put(Kind.WAITING, "a", "first", NOON.plusSeconds(600));
        books.put(Kind.PAST, "a", "of another kind", null);
        return true;
      });
      assertThat(store.<Object>look(books -> List.copyOf(books.all(Kind.WAITING).entrySet())))
          .hasToString("[a=first, b=second]");

      store.change(books -> {
        books.put(Kind.WAITING, "b", "other", null);
        books.remove(Kind.WAITING, "a");
        books.remove(Kind.WAITING, "was never there");
        return true;
      });
      assertThat(store.<Object>look(books -> books.all(Kind.WAITING))).hasToString("{b=other}");
      assertThat(store.<Object>look(books -> books.get(Kind.PAST, "a")))
          .hasToString("Optional[of another kind]");
    }

    @Test
    void any_text_comes_back_as_it_was() {
      GuardStore store = store();
      String text = "\u0000 'quoted' \"\\ \r\n\t ü 漢 😀 \u202e; DROP TABLE record; -- ?1";

      store.change(books -> {
        books.put(Kind.MARK, text, text, null);
        books.append(entry(text));
        return true;
      });

      assertThat(store.<Object>look(books -> books.get(Kind.MARK, text).orElseThrow()))
          .isEqualTo(text);
      assertThat(whats(store)).containsExactly(text);
    }

    @Test
    void a_work_sees_what_it_wrote() {
      GuardStore store = store();
      store.change(books -> {
        books.put(Kind.MARK, "kept", "before", null);
        return true;
      });

      String seen =
          store.change(books -> {
            books.put(Kind.MARK, "new", "1", null);
            books.remove(Kind.MARK, "kept");
            AuditRecord one = books.append(entry("one"));
            AuditRecord two = books.append(entry("two"));
            List<Long> back = new ArrayList<>();
            books.backward(
                Long.MAX_VALUE,
                record -> {
                  back.add(record.seq());
                  return true;
                });
            return books.all(Kind.MARK)
                + " "
                + books.get(Kind.MARK, "kept")
                + " "
                + back
                + " "
                + books.head().equals(two.head())
                + " "
                + two.previous().equals(one.hash());
          });

      assertThat(seen).isEqualTo("{new=1} Optional.empty [2, 1] true true");
    }

    @Test
    void nothing_of_a_work_that_throws_is_kept_and_the_caller_gets_what_it_threw() {
      GuardStore store = store();
      store.change(books -> books.append(entry("before")));
      IllegalStateException mine = new IllegalStateException("mine");

      assertThatThrownBy(() ->
              store.change(books -> {
                books.put(Kind.LEAVE, "x", "y", null);
                books.append(entry("never"));
                throw mine;
              }))
          .isSameAs(mine);

      store.change(books -> books.append(entry("after")));
      assertThat(store.<Object>look(books -> books.get(Kind.LEAVE, "x")))
          .hasToString("Optional.empty");
      assertThat(whats(store)).containsExactly("before", "after");
      assertChained(trail(store));
    }

    @Test
    void records_are_read_from_any_number_in_both_directions_until_enough() {
      GuardStore store = store();
      store.change(books -> {
        IntStream.rangeClosed(1, 9).forEach(number -> books.append(entry("" + number)));
        return true;
      });

      List<Long> forward = new ArrayList<>();
      List<Long> backward = new ArrayList<>();
      store.look(books -> {
        books.forward(4, record -> forward.add(record.seq()) && forward.size() < 3);
        books.backward(4, record -> backward.add(record.seq()) && backward.size() < 3);
        return true;
      });

      assertThat(forward).containsExactly(4L, 5L, 6L);
      assertThat(backward).containsExactly(4L, 3L, 2L);
    }

    @Test
    void who_only_looks_writes_nothing() {
      GuardStore store = store();
      store.change(books -> books.append(entry("one")));

      assertThatThrownBy(() -> store.look(books -> books.append(entry("two"))))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() ->
              store.look(books -> {
                books.put(Kind.MARK, "a", "b", null);
                return true;
              }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(whats(store)).containsExactly("one");
    }

    @Test
    void what_is_to_be_done_later_is_done_in_order_and_before_the_end() {
      GuardStore store = store();

      store.later(books -> books.append(entry(Event.READ, "first")));
      store.change(books -> books.append(entry("second")));
      assertThat(whats(store)).containsExactly("first", "second");

      store.later(books -> {
        throw new IllegalStateException("a defect");
      });
      store.later(books -> books.append(entry(Event.READ, "third")));
      store.change(_ -> true);
      assertThat(whats(store)).containsExactly("first", "second", "third");
    }

    @Test
    void changes_of_many_threads_make_one_chain() throws Exception {
      GuardStore store = store();
      AtomicInteger taken = new AtomicInteger();
      store.change(books -> {
        books.put(Kind.LEAVE, "once", "1", null);
        return true;
      });
      Callable<Boolean> client =
          () -> {
            for (int round = 0; round < 25; round++) {
              store.change(books -> books.append(entry("x")));
              boolean mine =
                  store.change(books -> {
                    boolean there = books.get(Kind.LEAVE, "once").isPresent();
                    books.remove(Kind.LEAVE, "once");
                    return there;
                  });
              taken.addAndGet(mine ? 1 : 0);
            }
            return true;
          };

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> done :
            threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> client).toList())) {
          done.get();
        }
      }

      assertThat(taken).hasValue(1);
      assertThat(trail(store)).hasSize(16 * 25);
      assertChained(trail(store));
    }

    private static void assertChained(List<AuditRecord> trail) {
      Head head = Head.EMPTY;
      for (AuditRecord record : trail) {
        assertThat(record.seq()).isEqualTo(head.seq() + 1);
        assertThat(record.previous()).isEqualTo(head.hash());
        assertThat(record.intact()).isTrue();
        head = record.head();
      }
    }
  }
}
