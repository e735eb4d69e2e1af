package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records are wanted, the same for each command that shows some. */
final class TrailFilter {
  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "From then on: 2026-11-30, 2026-11-30T12:00:00Z, or so long ago: 30m, 12h, 7d.")
  private @Nullable String since;

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      description = "On behalf of this one: local, or the name of a token.")
  private @Nullable String principal;

  @Option(names = "--tool", paramLabel = "NAME", description = "Of calls of this tool.")
  private @Nullable String tool;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "Of this event, such as intent or refused; several times for several.")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--guest",
      paramLabel = "VMID",
      description =
          "Of changes that can reach this guest. Older records list no guests and are matched by"
              + " their steps. What only looked is not among them: its record names none.")
  private @Nullable Integer guest;

  /**
   * The time of {@code --since}.
   *
   * @return long ago if it was not given
   * @throws UsageProblem if it is none
   */
  Instant since(Instant now) {
    String text = since;
    if (text == null) {
      return Instant.MIN;
    }
    try {
      if (text.matches("[0-9]{1,6}[mhd]")) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return now.minus(
            switch (text.charAt(text.length() - 1)) {
              case 'm' -> Duration.ofMinutes(count);
              case 'h' -> Duration.ofHours(count);
              default -> Duration.ofDays(count);
            });
      }
      return text.length() == "2026-11-30".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException _) {
      throw new UsageProblem(
          "--since takes 2026-11-30, 2026-11-30T12:00:00Z, 30m, 12h or 7d, got \"" + text + "\".");
    }
  }

  /**
   * Whether a record of {@code store} is wanted, its time apart. One that was changed always is.
   *
   * @throws UsageProblem if there is no such event
   */
  Predicate<AuditRecord> wanted(GuardStore store) {
    List<Event> wanted = events();
    Predicate<AuditRecord> about = guest == null ? _ -> true : GuestRecords.of(guest, store);
    return record -> {
      if (!record.intact()) {
        return true;
      }
      AuditEntry entry = record.entry();
      return (wanted.isEmpty() || wanted.contains(entry.event()))
          && (principal == null || principal.equals(entry.origin().principal()))
          && (tool == null || tool.equals(entry.origin().tool()))
          && about.test(record);
    };
  }

  /**
   * The events that were asked for; none for all.
   *
   * @throws UsageProblem if there is no such event
   */
  List<Event> events() {
    return events.stream().map(TrailFilter::event).toList();
  }

  private static Event event(String label) {
    try {
      return Event.of(label.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new UsageProblem(
          "There is no event \"%s\"; there are %s."
              .formatted(
                  label,
                  Stream.of(Event.values()).map(Event::label).collect(Collectors.joining(", "))));
    }
  }
}
