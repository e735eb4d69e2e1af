package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit export}: records for other programs. */
@Command(
    name = "export",
    description = {
      "Writes records to standard output, one a line, the oldest first. Exit code 1 if some were"
          + " left out because somebody changed them.",
      ""
    })
public final class AuditExportCommand implements Callable<Integer> {
  private static final int CHUNK = 1 << 16;

  private final Program program;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Mixin private TrailFilter filter = new TrailFilter();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description =
          "jsonl (our own, with the hashes that verify it) or ocsf (API Activity of OCSF 1.6)."
              + " Without it jsonl.")
  private RecordFormat format = RecordFormat.JSONL;

  AuditExportCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    Instant since = filter.since(program.clock().instant());
    StringBuilder chunk = new StringBuilder();
    long[] changed = {0};
    try (GuardStore store = trail.open(program, trail.folder(program))) {
      Predicate<AuditRecord> wanted = filter.wanted(store);
      store.look(books -> {
        books.forward(
            0,
            record -> {
              if (!record.intact()) {
                changed[0]++;
              } else if (!record.entry().at().isBefore(since) && wanted.test(record)) {
                add(chunk, format.line(record));
              }
              return true;
            });
        return true;
      });
    }
    if (!chunk.isEmpty()) {
      program.terminal().answer(chunk.toString());
    }
    if (changed[0] > 0) {
      program
          .terminal()
          .say(
              "%d records are not what was recorded, and were left out; run `proxmox-mcp audit verify`."
                  .formatted(changed[0]));
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  private void add(StringBuilder chunk, String line) {
    if (chunk.length() > CHUNK) {
      program.terminal().answer(chunk.toString());
      chunk.setLength(0);
    }
    chunk.append(chunk.isEmpty() ? "" : "\n").append(line);
  }
}
