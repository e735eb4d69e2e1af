package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.DatastoreName;
import dev.proxmoxmcp.client.datastore.DatastoreEntry;
import dev.proxmoxmcp.client.datastore.DatastoreUsage;
import dev.proxmoxmcp.client.datastore.JobRun;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The datastores of a Backup Server, as {@code storage_list} tells them. */
public final class DatastoreList {
  private static final Duration BUDGET = Duration.ofSeconds(8);

  private DatastoreList() {}

  /** The answer. */
  public static ToolReply reply(CallContext context, Format format) throws InterruptedException {
    BoundCluster server = context.recent();
    List<String> notes = new ArrayList<>();
    context.visibility().hiddenDatastores().ifPresent(notes::add);
    List<DatastoreState> states;
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      Gathering.Pending<List<DatastoreEntry>> entries =
          gathering.ask(() -> server.datastores().list());
      Gathering.Pending<List<DatastoreUsage>> usage =
          gathering.ask(() -> server.datastores().usage());
      Gathering.Pending<List<JobRun>> collections =
          gathering.ask(() -> server.datastores().jobs(JobRun.Kind.GARBAGE_COLLECTION));
      List<DatastoreEntry> all = entries.value();
      states =
          merged(
              all,
              or(usage.part(), "how full they are", notes),
              or(collections.part(), "garbage collections", notes));
    }
    return new Listing<>(
            "datastores",
            DatastoreColumns.all(context.now()),
            new Criteria().head(states.size(), "datastore"),
            notes,
            Rows.all(states))
        .as(format);
  }

  /** What came; a note if it did not. */
  static <T> List<T> or(Part<List<T>> part, String what, List<String> notes) {
    return switch (part) {
      case Part.Got<List<T>>(List<T> value) -> value;
      case Part.Missing<List<T>>(String why, _) -> {
        notes.add("Missing here: " + what + ": " + why);
        yield List.of();
      }
    };
  }

  static List<DatastoreState> merged(
      List<DatastoreEntry> entries, List<DatastoreUsage> usage, List<JobRun> collections) {
    Map<DatastoreName, DatastoreUsage> used =
        usage.stream()
            .collect(Collectors.toMap(DatastoreUsage::name, Function.identity(), (a, _) -> a));
    Map<DatastoreName, JobRun> collected =
        collections.stream()
            .collect(Collectors.toMap(JobRun::datastore, Function.identity(), (a, _) -> a));
    return entries.stream()
        .map(entry ->
            new DatastoreState(entry, used.get(entry.name()), collected.get(entry.name()), null))
        .toList();
  }
}
