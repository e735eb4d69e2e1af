package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.DatastoreName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreEntry;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots of a Backup Server's datastores, with all their namespaces.
 *
 * @param datastore one; null for all
 */
public record SnapshotSearch(@Nullable String datastore) {

  /**
   * What came of it.
   *
   * @param byDatastore the snapshots of those that answered
   * @param notes what is not seen or did not answer, a sentence each
   */
  public record Result(Map<DatastoreName, List<BackupSnapshot>> byDatastore, List<String> notes) {
    /** All snapshots. */
    public List<BackupSnapshot> snapshots() {
      return byDatastore.values().stream().flatMap(List::stream).toList();
    }

    /** Whether everything that there is was found. */
    public boolean complete() {
      return notes.isEmpty();
    }
  }

  /** Snapshots, and namespaces that could not be entered. */
  private record OfDatastore(List<BackupSnapshot> snapshots, List<String> barred) {}

  /**
   * Asks each datastore, side by side.
   *
   * @param entries the datastores that the token sees
   * @param budget how long all may take
   * @throws dev.proxmoxmcp.tools.argument.ArgumentProblem if there is no such datastore
   * @throws ProxmoxException if none answered, the first failure
   */
  public Result run(CallContext context, List<DatastoreEntry> entries, Duration budget)
      throws InterruptedException {
    List<DatastoreName> all = entries.stream().map(DatastoreEntry::name).toList();
    Known.check("datastore", datastore, all.stream().map(DatastoreName::value).toList());
    List<DatastoreName> wanted =
        all.stream().filter(name -> datastore == null || name.value().equals(datastore)).toList();
    BoundCluster server = context.recent();
    Map<DatastoreName, List<BackupSnapshot>> found = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    if (datastore == null) {
      context.visibility().hiddenDatastores().ifPresent(notes::add);
    }
    context.visibility().hiddenBackups(wanted).ifPresent(notes::add);
    ProxmoxException first = null;
    try (Gathering gathering = Gathering.within(budget, context)) {
      List<Part<OfDatastore>> parts =
          gathering.all(
              wanted.stream()
                  .<Callable<OfDatastore>>map(name -> () -> ofDatastore(server, name))
                  .toList());
      for (int index = 0; index < wanted.size(); index++) {
        DatastoreName name = wanted.get(index);
        switch (parts.get(index)) {
          case Part.Got<OfDatastore>(OfDatastore(var snapshots, var barred)) -> {
            found.put(name, snapshots);
            barred.forEach(why -> notes.add("Not shown: a part of datastore " + name + ": " + why));
          }
          case Part.Missing<OfDatastore>(String why, ProxmoxException failure) -> {
            notes.add("Not shown: datastore " + name + ": " + why);
            first = first == null ? failure : first;
          }
        }
      }
    }
    if (found.isEmpty() && first != null) {
      throw first;
    }
    return new Result(found, notes);
  }

  private OfDatastore ofDatastore(BoundCluster server, DatastoreName name) {
    List<BackupSnapshot> snapshots = new ArrayList<>();
    List<String> barred = new ArrayList<>();
    for (String namespace : server.datastores().namespaces(name)) {
      try {
        snapshots.addAll(server.datastores().snapshots(name, namespace, null));
      } catch (PermissionDenied denied) {
        // A namespace is listed for the sake of one below it.
        if (!namespace.isEmpty()) {
          barred.add(denied.getMessage());
        }
      }
    }
    return new OfDatastore(snapshots, barred);
  }
}
