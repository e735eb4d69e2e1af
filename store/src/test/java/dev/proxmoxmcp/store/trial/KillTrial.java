package dev.proxmoxmcp.store.trial;

import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.trail.Finding;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Verification;
import dev.proxmoxmcp.store.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Kills a process that records under load at a random moment (SIGKILL), again and again on one
 * state folder, and looks after each kill whether every acknowledged record is there and the trail
 * is whole.
 */
final class KillTrial {
  private static final int LONGEST_MILLIS = 400;

  private KillTrial() {}

  /** Whether nothing was lost in any round. */
  @SuppressWarnings("SystemOut") // a table for whoever started it
  static boolean run(int rounds, long seed) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("proxmox-mcp-kill");
    Random random = new Random(seed);
    long acknowledged = 0;
    long lost = 0;
    long broken = 0;
    try {
      for (int round = 0; round < rounds; round++) {
        Map<Long, String> told = killed(folder, round, random.nextInt(LONGEST_MILLIS));
        acknowledged += told.size();
        lost += missing(folder, told);
        List<String> findings = findings(folder);
        broken += findings.isEmpty() ? 0 : 1;
        findings.forEach(text -> System.out.println("after a kill: " + text));
      }
    } finally {
      remove(folder);
    }
    System.out.printf(
        "%d kills (seed %d): %d records acknowledged, %d lost, %d times the trail was not whole%n",
        rounds, seed, acknowledged, lost, broken);
    return lost == 0 && broken == 0 && acknowledged > rounds;
  }

  /** What a process acknowledged before it was killed so long after its first record. */
  private static Map<Long, String> killed(Path folder, int round, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString(),
                "round" + round)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said;
    try (InputStream out = process.getInputStream()) {
      int first = out.read();
      Thread killer =
          Thread.startVirtualThread(() -> {
            try {
              Thread.sleep(millis);
            } catch (InterruptedException ending) {
              Thread.currentThread().interrupt();
            }
            // the process's own method would also close the stream that is being read
            process.toHandle().destroyForcibly();
          });
      said = (char) first + new String(out.readAllBytes(), StandardCharsets.UTF_8);
      killer.join();
    }
    process.waitFor();
    Map<Long, String> told = new HashMap<>();
    // what stands behind the last line feed was cut by the kill, and acknowledged nothing
    said.substring(0, said.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(parts -> told.put(Long.valueOf(parts[0]), parts[1]));
    return told;
  }

  private static long missing(Path folder, Map<Long, String> told) {
    AtomicLong missing = new AtomicLong(told.size());
    try (SqliteStore store = new SqliteStore(folder, Instant::now, Thread::sleep)) {
      store.look(books -> {
        books.forward(
            told.keySet().stream().min(Long::compare).orElse(0L),
            record -> {
              String name = told.get(record.seq());
              if (name != null && name.equals(what(record))) {
                missing.decrementAndGet();
              }
              return true;
            });
        return true;
      });
    }
    return missing.get();
  }

  private static String what(AuditRecord record) {
    return record.entry().detail().path("what").asString("");
  }

  private static List<String> findings(Path folder) {
    try (SqliteStore store = new SqliteStore(folder, Instant::now, Thread::sleep)) {
      Report report = Verification.of(store, folder, Optional.empty());
      return report.findings().stream().map(Finding::text).collect(Collectors.toList());
    }
  }

  static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
