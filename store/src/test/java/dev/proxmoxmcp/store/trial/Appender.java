package dev.proxmoxmcp.store.trial;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.store.SqliteStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Records changes from several threads, and reads beside them, until it is killed; says each change
 * on standard output once it is acknowledged: number, name.
 */
final class Appender {
  private static final int THREADS = 8;

  private Appender() {}

  static AuditEntry entry(Event event, String name) {
    return new AuditEntry(
        Instant.now(),
        event,
        new Origin("local", name, "lab", "guest_power"),
        JsonNodeFactory.instance
            .objectNode()
            .put("what", name)
            .put("steps", "POST /nodes/pve1/qemu/104/status/shutdown forceStop=0 timeout=180"));
  }

  @SuppressWarnings("SystemOut") // whoever started this reads it
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var store = new SqliteStore(Path.of(arguments[0]), Instant::now, Thread::sleep);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < THREADS; thread++) {
        String name = arguments[1] + "-" + thread + "-";
        threads.execute(() -> {
          for (int number = 0; ; number++) {
            String mine = name + number;
            store.later(books -> books.append(entry(Event.READ, "read before " + mine)));
            long seq = store.<Long>change(books -> books.append(entry(Event.INTENT, mine)).seq());
            synchronized (out) {
              out.print(seq + " " + mine + "\n");
              out.flush();
            }
          }
        });
      }
    }
  }
}
