package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Datastores as a whole, their namespaces and groups. */
final class StoreHandlers {
  private static final String STORE = "/admin/datastore/{store}";
  private static final String AUDIT = "Datastore.Audit";
  private static final String BACKUP = "Datastore.Backup";
  private static final String MODIFY = "Datastore.Modify";
  private static final String PRUNE = "Datastore.Prune";

  private final BackupState state;
  private final StoreAccess access;
  private final GarbageCollections collections;

  StoreHandlers(BackupState state) {
    this.state = state;
    this.access = new StoreAccess(state);
    this.collections = new GarbageCollections(state);
  }

  void register(Handlers handlers) {
    handlers
        .get("/admin/datastore", this::list)
        .get(STORE + "/status", this::status)
        .get("/status/datastore-usage", this::usage)
        .get(
            STORE + "/active-operations",
            call -> {
              state.datastore(call.text("store"));
              return BackupAnswer.of(Map.of("read", 0, "write", 0));
            })
        .get(STORE + "/namespace", this::namespaces)
        .post(STORE + "/namespace", this::addNamespace)
        .delete(STORE + "/namespace", this::removeNamespace)
        .get(STORE + "/groups", this::groups)
        .delete(STORE + "/groups", this::removeGroup)
        .get(
            STORE + "/group-notes",
            call ->
                BackupAnswer.of(access.group(call, AUDIT, BACKUP).notes(StoreAccess.groupOf(call))))
        .put(
            STORE + "/group-notes",
            call -> {
              access
                  .group(call, MODIFY, BACKUP)
                  .notes(StoreAccess.groupOf(call), call.text("notes"));
              return BackupAnswer.done();
            });
  }

  private BackupAnswer list(BackupCall call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Datastore store : state.datastores()) {
      if (access.seesPart(call.caller(), store.name())) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("store", store.name());
        Map<String, Object> config = config(store);
        if (access.seesStore(call.caller(), store.name()) && config.containsKey("comment")) {
          row.put("comment", String.valueOf(config.get("comment")));
        }
        row.put("mount-status", "nonremovable");
        row.put("backend-type", "filesystem");
        if (config.containsKey("maintenance-mode")) {
          row.put("maintenance", String.valueOf(config.get("maintenance-mode")));
        }
        rows.add(row);
      }
    }
    return BackupAnswer.of(rows);
  }

  private Map<String, Object> config(Datastore store) {
    return state.sections().find("/config/datastore", store.name()).orElse(Map.of());
  }

  private BackupAnswer status(BackupCall call) {
    String name = call.text("store");
    if (!access.seesPart(call.caller(), name)) {
      throw Refused.forbidden("permission check failed");
    }
    Datastore store = state.datastore(name);
    boolean whole = access.seesStore(call.caller(), name);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", whole ? store.shelf().total() : 0);
    answer.put("used", whole ? store.shelf().used() : 0);
    answer.put("avail", whole ? available(store) : 0);
    if (call.flag("verbose", false)) {
      answer.put("counts", counts(store, call.caller()));
      if (whole) {
        answer.put("gc-status", collections.figures(store));
      }
    }
    return BackupAnswer.of(answer);
  }

  private static long available(Datastore store) {
    return store.shelf().total() - store.shelf().used();
  }

  private Map<String, Object> counts(Datastore store, AuthId caller) {
    Map<String, Object> counts = new LinkedHashMap<>();
    boolean all = state.rights().any(caller, store.aclPath(""), List.of(AUDIT, "Datastore.Read"));
    for (String type : List.of("ct", "host", "vm")) {
      long groups = 0;
      long snapshots = 0;
      for (String namespace : store.below("", 7)) {
        for (Map.Entry<Group, List<Snapshot>> group : store.groups(namespace).entrySet()) {
          boolean seen = all || caller.owns(group.getValue().getFirst().owner());
          if (seen && group.getKey().type().equals(type)) {
            groups++;
            snapshots += group.getValue().size();
          }
        }
      }
      if (groups > 0) {
        counts.put(type, Map.of("groups", groups, "snapshots", snapshots));
      }
    }
    return counts;
  }

  private BackupAnswer usage(BackupCall call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Datastore store : state.datastores()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("store", store.name());
      row.put("mount-status", "nonremovable");
      row.put("backend-type", "filesystem");
      if (access.seesStore(call.caller(), store.name())) {
        row.put("total", store.shelf().total());
        row.put("used", store.shelf().used());
        row.put("avail", available(store));
        row.put("gc-status", collections.figures(store));
        rows.add(row);
      } else if (access.seesPart(call.caller(), store.name())) {
        rows.add(row);
      }
    }
    return BackupAnswer.of(rows);
  }

  private BackupAnswer namespaces(BackupCall call) {
    Datastore store = state.datastore(call.text("store"));
    String parent = call.find("parent").orElse("");
    if (!store.has(parent)) {
      throw Refused.bad("namespace not found: '" + parent + "'");
    }
    List<Map<String, Object>> rows =
        access.visible(store, call.caller(), store.below(parent, Datastore.depth(call))).stream()
            .<Map<String, Object>>map(namespace -> Map.of("ns", namespace))
            .toList();
    if (rows.isEmpty()) {
      throw Refused.forbidden("permission check failed");
    }
    return BackupAnswer.of(rows);
  }

  private BackupAnswer addNamespace(BackupCall call) {
    String parent = call.find("parent").orElse("");
    access.needsAny(call, path(call, parent), MODIFY);
    Datastore store = state.datastore(call.text("store"));
    if (!store.has(parent)) {
      throw Refused.bad(
          "cannot create new namespace, parent " + parent + " doesn't already exists");
    }
    String namespace = (parent.isEmpty() ? "" : parent + "/") + call.text("name");
    if (store.has(namespace)) {
      throw Refused.bad("namespace '" + namespace + "' already exists");
    }
    store.addNamespace(namespace);
    return BackupAnswer.of(namespace);
  }

  private static String path(BackupCall call, String namespace) {
    return "/datastore/" + call.text("store") + (namespace.isEmpty() ? "" : "/" + namespace);
  }

  private BackupAnswer removeNamespace(BackupCall call) {
    String namespace = call.text("ns");
    int slash = namespace.lastIndexOf('/');
    access.needsAny(call, path(call, slash < 0 ? "" : namespace.substring(0, slash)), MODIFY);
    Datastore store = state.datastore(call.text("store"));
    if (!store.has(namespace) || namespace.isEmpty()) {
      throw Refused.bad("namespace not found: '" + namespace + "'");
    }
    List<Snapshot> within =
        store.below(namespace, 7).stream()
            .flatMap(one -> store.groups(one).values().stream())
            .flatMap(List::stream)
            .toList();
    if (call.flag("delete-groups", false)) {
      within.stream().filter(one -> !one.facts().guarded()).forEach(store::remove);
    }
    boolean left =
        call.flag("delete-groups", false)
            ? within.stream().anyMatch(one -> one.facts().guarded())
            : !within.isEmpty();
    if (left) {
      throw Refused.bad(
          call.flag("delete-groups", false)
              ? "group only partially deleted due to protected snapshots"
              : "only partially deleted namespace, not empty");
    }
    store.removeNamespace(namespace);
    return BackupAnswer.done();
  }

  private BackupAnswer groups(BackupCall call) {
    StoreAccess.Entry entry = access.enter(call, call.namespace(), AUDIT, BACKUP);
    List<Map<String, Object>> rows = new ArrayList<>();
    entry
        .store()
        .groups(call.namespace())
        .forEach((group, snapshots) -> {
          Snapshot last = snapshots.getFirst();
          if (entry.sees(last.owner())) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("backup-type", group.type());
            row.put("backup-id", group.id());
            row.put("last-backup", last.time().getEpochSecond());
            row.put("backup-count", snapshots.size());
            row.put("files", last.fileNames());
            row.put("owner", last.owner());
            String notes = entry.store().notes(group);
            if (!notes.isEmpty()) {
              row.put("comment", notes.lines().findFirst().orElse(""));
            }
            rows.add(row);
          }
        });
    return BackupAnswer.of(rows);
  }

  private BackupAnswer removeGroup(BackupCall call) {
    Datastore store = access.group(call, MODIFY, PRUNE);
    Group group = StoreAccess.groupOf(call);
    List<Snapshot> snapshots = store.groups(group.namespace()).getOrDefault(group, List.of());
    if (snapshots.isEmpty()) {
      throw Refused.bad("group " + group + " does not exist");
    }
    List<Snapshot> removed = snapshots.stream().filter(one -> !one.facts().guarded()).toList();
    removed.forEach(store::remove);
    int guarded = snapshots.size() - removed.size();
    if (guarded > 0 && call.flag("error-on-protected", true)) {
      throw Refused.bad("group only partially deleted due to protected snapshots");
    }
    return BackupAnswer.of(
        Map.of(
            "protected-snapshots",
            guarded,
            "removed-groups",
            guarded > 0 ? 0 : 1,
            "removed-snapshots",
            removed.size()));
  }
}
