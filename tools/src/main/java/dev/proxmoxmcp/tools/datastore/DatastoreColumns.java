package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreUsage;
import dev.proxmoxmcp.client.datastore.JobRun;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Columns of a list of datastores. */
final class DatastoreColumns {
  private static final int COMMENT_LENGTH = 80;
  private static final int SAID_LENGTH = 60;

  private DatastoreColumns() {}

  /** What an overview shows. */
  static List<Column<DatastoreState>> brief(Instant now) {
    return List.of(name(), used(), backups(), collected(now));
  }

  /** What a list shows. */
  static List<Column<DatastoreState>> all(Instant now) {
    return List.of(name(), used(), free(), fullAt(now), collected(now), state(), comment());
  }

  private static Column<DatastoreState> name() {
    return Column.of(
        "datastore", DatastoreState::name, (json, one) -> json.put("datastore", one.name()));
  }

  static @Nullable Usage usage(DatastoreState one) {
    DatastoreUsage usage = one.usage();
    return usage == null ? null : usage.usage();
  }

  private static Column<DatastoreState> used() {
    return Column.of(
        "used",
        one -> {
          Usage usage = usage(one);
          return usage == null
              ? "not known"
              : Amounts.share(usage.used().bytes(), usage.total().bytes());
        },
        (json, one) -> {
          Usage usage = usage(one);
          if (usage != null) {
            json.put("usedBytes", usage.used().bytes()).put("totalBytes", usage.total().bytes());
          }
        });
  }

  private static Column<DatastoreState> free() {
    return Column.of(
        "free",
        one -> {
          Usage usage = usage(one);
          return usage == null
              ? Foreign.NONE
              : Amounts.bytes(Math.max(0, usage.total().bytes() - usage.used().bytes()));
        },
        (_, _) -> {});
  }

  private static Column<DatastoreState> fullAt(Instant now) {
    return Column.of(
        "full in",
        one -> {
          Instant full = full(one);
          return full == null || !full.isAfter(now)
              ? Foreign.NONE
              : Amounts.age(Duration.between(now, full));
        },
        (json, one) -> {
          Instant full = full(one);
          if (full != null && full.isAfter(now)) {
            json.put("fullAt", full.toString());
          }
        });
  }

  private static @Nullable Instant full(DatastoreState one) {
    DatastoreUsage usage = one.usage();
    return usage == null ? null : usage.fullAt();
  }

  private static Column<DatastoreState> backups() {
    return Column.of(
        "backups",
        one -> {
          List<BackupSnapshot> snapshots = one.snapshots();
          if (snapshots == null) {
            return "not known";
          }
          long broken = DatastoreState.broken(snapshots);
          return "%d in %s, %s%d not verified"
              .formatted(
                  snapshots.size(),
                  Amounts.count(DatastoreState.groups(snapshots), "group"),
                  broken == 0 ? "" : broken + " BROKEN, ",
                  DatastoreState.unverified(snapshots));
        },
        DatastoreColumns::addBackups);
  }

  private static void addBackups(ObjectNode json, DatastoreState one) {
    List<BackupSnapshot> snapshots = one.snapshots();
    if (snapshots != null) {
      json.put("backups", snapshots.size())
          .put("groups", DatastoreState.groups(snapshots))
          .put("broken", DatastoreState.broken(snapshots))
          .put("notVerified", DatastoreState.unverified(snapshots));
    }
  }

  private static Column<DatastoreState> collected(Instant now) {
    return Column.of(
        "garbage collection",
        one -> {
          JobRun job = one.collection();
          return job == null ? "not known" : said(job, now);
        },
        (json, one) -> {
          JobRun job = one.collection();
          JobRun.Last last = job == null ? null : job.last();
          if (last != null) {
            json.put("collection", Foreign.value(last.said()));
          }
          if (last != null && last.endedAt() != null) {
            json.put("collectedAt", last.endedAt().toString());
          }
        });
  }

  /** "ok 5h ago", "FAILED 2d ago: …", "never". */
  static String said(JobRun job, Instant now) {
    JobRun.Last last = job.last();
    if (last == null) {
      return "never";
    }
    Instant ended = last.endedAt();
    String ago = ended == null ? "" : " " + Amounts.age(Duration.between(ended, now)) + " ago";
    return last.well()
        ? "ok" + ago
        : "FAILED" + ago + ": " + Foreign.quoted(last.said(), SAID_LENGTH);
  }

  private static Column<DatastoreState> state() {
    return Column.of(
        "state",
        one -> {
          DatastoreUsage usage = one.usage();
          if (usage != null && !usage.error().isEmpty()) {
            return "not readable: " + Foreign.quoted(usage.error(), COMMENT_LENGTH);
          }
          return one.entry().maintenance().isEmpty()
              ? "in use"
              : "maintenance: " + Foreign.quoted(one.entry().maintenance(), COMMENT_LENGTH);
        },
        (json, one) -> {
          if (!one.entry().maintenance().isEmpty()) {
            json.put("maintenance", Foreign.value(one.entry().maintenance()));
          }
        });
  }

  private static Column<DatastoreState> comment() {
    return Column.of(
        "comment",
        one -> Foreign.quoted(one.entry().comment(), COMMENT_LENGTH),
        (json, one) -> {
          if (!one.entry().comment().isEmpty()) {
            json.put("comment", Foreign.longValue(one.entry().comment()));
          }
        });
  }
}
