package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.json.JsonText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit list}: what was done, the newest last. */
@Command(
    name = "list",
    description = {
      "Lists what was recorded, the newest last. A record that somebody changed is marked; `audit"
          + " verify` looks at all of them.",
      ""
    })
public final class AuditListCommand implements Callable<Integer> {
  private static final int LONGEST = 160;
  private static final int MOST = 100_000;

  private final Program program;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Mixin private TrailFilter filter = new TrailFilter();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "So many at most, the newest. Without it 50.")
  private int limit;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  AuditListCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new UsageProblem("--limit is a number from 1 to " + MOST + ".");
    }
    Instant since = filter.since(program.clock().instant());
    Path folder = trail.folder(program);
    List<AuditRecord> found;
    try (GuardStore store = trail.open(program, folder)) {
      found = newest(store, since);
    }
    if (json) {
      program
          .terminal()
          .answer(
              found.stream()
                  .map(RecordFormat.JSONL::line)
                  .collect(Collectors.joining(",\n ", "[", "]")));
    } else if (found.isEmpty()) {
      program.terminal().answer("Nothing like that is recorded in " + folder + ".");
    } else {
      program
          .terminal()
          .answer(found.stream().map(AuditListCommand::line).collect(Collectors.joining("\n")));
    }
    return ExitCode.OK;
  }

  private List<AuditRecord> newest(GuardStore store, Instant since) {
    Predicate<AuditRecord> wanted = filter.wanted();
    List<AuditRecord> newest = new ArrayList<>();
    store.look(books -> {
      books.backward(
          Long.MAX_VALUE,
          record -> {
            if (record.intact() && record.entry().at().isBefore(since)) {
              return false;
            }
            if (wanted.test(record)) {
              newest.add(record);
            }
            return newest.size() < limit;
          });
      return true;
    });
    return newest.reversed();
  }

  private static String line(AuditRecord record) {
    if (!record.intact()) {
      return "%d  CHANGED: this is not what was recorded; run `proxmox-mcp audit verify`"
          .formatted(record.seq());
    }
    AuditEntry entry = record.entry();
    return "%d  %s  %-10s  %s  %s  %s  %s"
        .formatted(
            record.seq(),
            entry.at(),
            entry.event().label(),
            ForeignText.line(entry.origin().principal(), LONGEST),
            ForeignText.line(entry.origin().cluster(), LONGEST),
            ForeignText.line(entry.origin().tool(), LONGEST),
            ForeignText.line(JsonText.write(entry.detail()), LONGEST));
  }
}
