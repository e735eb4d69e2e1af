package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import dev.proxmoxmcp.guard.store.GuardStore;
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
      "Lists what was recorded, a line each, the newest last; --json has all of each record. Signed"
          + " checkpoints are left out, unless --event checkpoint or --json asks for them. A record"
          + " that somebody changed is marked; `audit verify` looks at all of them.",
      ""
    })
public final class AuditListCommand implements Callable<Integer> {
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
          .answer(found.stream().map(TrailLine::of).collect(Collectors.joining("\n")));
    }
    return ExitCode.OK;
  }

  /** What signs the trail tells a person nothing of what was done; programs get all of it. */
  private boolean isShown(AuditRecord record) {
    return json
        || filter.events().contains(Event.CHECKPOINT)
        || !record.intact()
        || record.entry().event() != Event.CHECKPOINT;
  }

  private List<AuditRecord> newest(GuardStore store, Instant since) {
    Predicate<AuditRecord> wanted = filter.wanted(store).and(this::isShown);
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
}
