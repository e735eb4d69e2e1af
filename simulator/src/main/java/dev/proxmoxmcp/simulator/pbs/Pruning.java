package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a group a retention keeps, and the tasks that remove the rest.
 *
 * @param options such as {@code keep-daily} and its number, in the order in which they count
 */
record Pruning(Map<String, Long> options) {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");
  private static final Map<String, Function<ZonedDateTime, String>> PERIODS = new LinkedHashMap<>();

  static {
    PERIODS.put("keep-last", String::valueOf);
    PERIODS.put("keep-hourly", HOUR::format);
    PERIODS.put("keep-daily", DAY::format);
    PERIODS.put("keep-weekly", Pruning::week);
    PERIODS.put("keep-monthly", MONTH::format);
    PERIODS.put("keep-yearly", moment -> String.valueOf(moment.getYear()));
  }

  /** What becomes of a snapshot. */
  enum Mark {
    KEEP,
    REMOVE,
    PROTECTED;

    boolean keeps() {
      return this != REMOVE;
    }
  }

  private static String week(ZonedDateTime moment) {
    return moment.get(IsoFields.WEEK_BASED_YEAR)
        + " "
        + moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  /** That of a call, or of a job. */
  static Pruning of(Map<String, Object> values) {
    Map<String, Long> options = new LinkedHashMap<>();
    PERIODS
        .keySet()
        .forEach(option -> {
          if (values.get(option) instanceof Number number) {
            options.put(option, number.longValue());
          }
        });
    return new Pruning(options);
  }

  /** Whether nothing was said, so that all is kept. */
  boolean keepsAll() {
    return options.isEmpty();
  }

  /**
   * Marks each snapshot.
   *
   * @param group its snapshots, the latest first
   */
  Map<Snapshot, Mark> marks(List<Snapshot> group) {
    Map<Snapshot, Mark> marks = new LinkedHashMap<>();
    options.forEach((option, count) ->
        select(marks, group, count, PERIODS.getOrDefault(option, String::valueOf)));
    Map<Snapshot, Mark> all = new LinkedHashMap<>();
    group.forEach(one -> {
      Mark unmarked = one.facts().guarded() ? Mark.PROTECTED : keepsAll() ? Mark.KEEP : Mark.REMOVE;
      all.put(one, marks.getOrDefault(one, unmarked));
    });
    return all;
  }

  private static void select(
      Map<Snapshot, Mark> marks,
      List<Snapshot> group,
      long count,
      Function<ZonedDateTime, String> period) {
    Set<String> included = new HashSet<>();
    marks.forEach((one, mark) -> {
      if (mark == Mark.KEEP) {
        included.add(period(one, period));
      }
    });
    Set<String> chosen = new HashSet<>();
    for (Snapshot one : group) {
      if (marks.containsKey(one)) {
        continue;
      }
      if (one.facts().guarded()) {
        marks.put(one, Mark.PROTECTED);
        continue;
      }
      String id = period(one, period);
      if (included.contains(id)) {
        continue;
      }
      if (chosen.contains(id)) {
        marks.put(one, Mark.REMOVE);
      } else if (chosen.size() >= count) {
        return;
      } else {
        chosen.add(id);
        marks.put(one, Mark.KEEP);
      }
    }
  }

  private static String period(Snapshot one, Function<ZonedDateTime, String> period) {
    return period.apply(one.time().atZone(ZoneOffset.UTC));
  }

  /** Prunes one group and tells the task about it; what it would do, the oldest first. */
  List<Map<String, Object>> prune(BackupTask task, Datastore store, Group group, boolean dry) {
    List<Snapshot> snapshots = store.groups(group.namespace()).getOrDefault(group, List.of());
    task.say("Pruning group :\"" + group + "\"");
    Map<Snapshot, Mark> marks = marks(snapshots);
    List<Map<String, Object>> rows = new ArrayList<>();
    marks.forEach((one, mark) -> rows.addFirst(row(one, mark)));
    List<Map.Entry<Snapshot, Mark>> oldestFirst = new ArrayList<>(marks.entrySet()).reversed();
    for (Map.Entry<Snapshot, Mark> entry : oldestFirst) {
      String mark = entry.getValue().name().toLowerCase(Locale.ROOT);
      task.say((dry ? "would " : "") + mark + " " + entry.getKey().name());
      if (!dry && !entry.getValue().keeps()) {
        store.remove(entry.getKey());
      }
    }
    return rows;
  }

  private static Map<String, Object> row(Snapshot one, Mark mark) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("backup-type", one.group().type());
    row.put("backup-id", one.group().id());
    row.put("backup-time", one.time().getEpochSecond());
    row.put("keep", mark.keeps());
    row.put("protected", mark == Mark.PROTECTED);
    return row;
  }

  /** What would become of a group, without a task; the oldest first. */
  List<Map<String, Object>> preview(List<Snapshot> group) {
    List<Map<String, Object>> rows = new ArrayList<>();
    marks(group).forEach((one, mark) -> rows.addFirst(row(one, mark)));
    return rows;
  }

  /** As the log begins. */
  String shown() {
    List<String> shown = new ArrayList<>();
    options.forEach((option, count) -> shown.add("--" + option + " " + count));
    return String.join(" ", shown);
  }
}
