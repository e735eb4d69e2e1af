package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.whats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.store.Kind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One state folder, several processes: normal, since clients start a copy each. */
class TwoProcessesTest {
  private static final int ROUNDS = 1_000;
  private static final int MADE_TOGETHER = 100;

  @TempDir Path folder;

  /** Takes the entry that it is told of, if it is there, and says whether it was. */
  static final class Taker {
    @SuppressWarnings("SystemOut") // a process of its own, whose output the test reads
    public static void main(String[] arguments) throws Exception {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      try (var store = new SqliteStore(Path.of(arguments[0]), () -> NOON, Thread::sleep)) {
        store.change(_ -> true);
        out.println("ready");
        for (String id = in.readLine(); id != null; id = in.readLine()) {
          String wanted = id;
          boolean mine =
              store.change(books -> {
                if (books.get(Kind.LEAVE, wanted).isEmpty()) {
                  return false;
                }
                books.remove(Kind.LEAVE, wanted);
                books.append(entry(wanted));
                return true;
              });
          out.println(mine ? "taken" : "gone");
        }
      }
    }
  }

  @Test
  void two_processes_that_race_for_an_approval_use_it_once_each_of_a_thousand_times()
      throws Exception {
    try (SqliteStore store = new SqliteStore(folder, () -> NOON, Thread::sleep);
        OtherProcess one = new OtherProcess(Taker.class, folder.toString());
        OtherProcess two = new OtherProcess(Taker.class, folder.toString())) {
      assertThat(List.of("" + one.line(), "" + two.line())).containsOnly("ready");
      for (int round = 0; round < ROUNDS; round++) {
        String id = "approval " + round;
        store.change(books -> {
          books.put(Kind.LEAVE, id, "once", null);
          return true;
        });

        // who is told first takes turns, so that neither has the advantage
        (round % 2 == 0 ? one : two).tell(id);
        (round % 2 == 0 ? two : one).tell(id);

        assertThat(List.of("" + one.line(), "" + two.line()))
            .as(id)
            .containsExactlyInAnyOrder("taken", "gone");
      }
      assertThat(whats(store))
          .containsExactlyElementsOf(
              IntStream.range(0, ROUNDS).mapToObj(round -> "approval " + round).toList());
    }
  }

  /** Clients start together, and the first start of all makes the store. */
  @Test
  void two_that_make_the_store_at_the_same_moment_both_have_it() throws Exception {
    for (int round = 0; round < MADE_TOGETHER; round++) {
      Path made = folder.resolve("made " + round);
      CyclicBarrier both = new CyclicBarrier(2);
      Callable<Boolean> opener =
          () -> {
            try (SqliteStore store = new SqliteStore(made, () -> NOON, Thread::sleep)) {
              both.await(1, TimeUnit.MINUTES);
              return store.change(_ -> true);
            }
          };
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<Boolean> one = threads.submit(opener);
        Future<Boolean> two = threads.submit(opener);

        assertThat(List.of(one.get(), two.get())).as(made.toString()).containsOnly(true);
      }
    }
  }
}
