package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Backup Server checks by hand on {@code /datastore/{store}/{namespace}}: some privileges
 * are for everything there, others for the groups that the caller owns.
 */
final class StoreAccess {
  static final List<String> ANY_IN_NAMESPACE =
      List.of("Datastore.Read", "Datastore.Backup", "Datastore.Audit");

  private final BackupState state;

  StoreAccess(BackupState state) {
    this.state = state;
  }

  /**
   * The datastore and whether the caller is limited to what it owns.
   *
   * @param limited true if only the caller's own groups count
   */
  record Entry(Datastore store, AuthId caller, boolean limited) {
    boolean sees(String owner) {
      return !limited || caller.owns(owner);
    }

    void check(Group group) {
      if (!limited) {
        return;
      }
      String owner =
          store.groups(group.namespace()).getOrDefault(group, List.of()).stream()
              .findFirst()
              .map(Snapshot::owner)
              .orElseThrow(() -> Refused.bad("unable to open owner file of group " + group));
      if (!caller.owns(owner)) {
        throw Refused.bad("backup owner check failed (" + caller + " != " + owner + ")");
      }
    }
  }

  /**
   * Enters a datastore.
   *
   * @param full a privilege for everything
   * @param partial one for what the caller owns
   * @throws Refused if the caller has neither, or there is no such datastore or namespace
   */
  Entry enter(BackupCall call, String namespace, String full, String partial) {
    String name = call.text("store");
    String path = "/datastore/" + name + (namespace.isEmpty() ? "" : "/" + namespace);
    boolean all = state.rights().any(call.caller(), path, List.of(full));
    if (!all && !state.rights().any(call.caller(), path, List.of(partial))) {
      throw Refused.forbidden(
          "permission check failed - missing " + full + "|" + partial + " on " + path);
    }
    Datastore store = state.datastore(name);
    if (!store.has(namespace)) {
      throw Refused.bad("namespace not found: '" + namespace + "'");
    }
    return new Entry(store, call.caller(), !all);
  }

  /** Enters a datastore for one group. */
  Datastore group(BackupCall call, String full, String partial) {
    Entry entry = enter(call, call.namespace(), full, partial);
    entry.check(groupOf(call));
    return entry.store();
  }

  /** Enters a datastore for one snapshot. */
  Snapshot snapshot(BackupCall call, String full, String partial) {
    Datastore store = group(call, full, partial);
    Group group = groupOf(call);
    long time = call.number("backup-time", 0);
    return store
        .find(group, time)
        .orElseThrow(() ->
            Refused.bad(
                "snapshot " + group + "/" + Instant.ofEpochSecond(time) + " does not exist."));
  }

  static Group groupOf(BackupCall call) {
    return new Group(call.namespace(), call.text("backup-type"), call.text("backup-id"));
  }

  /**
   * Needs one of several privileges on a path.
   *
   * @throws Refused if the caller has none
   */
  void needsAny(BackupCall call, String path, String... privileges) {
    List<String> wanted = List.of(privileges);
    if (!state.rights().any(call.caller(), path, wanted)) {
      throw Refused.forbidden(
          "missing permissions '" + String.join("|", wanted) + "' on '" + path + "'");
    }
  }

  /** Whether the caller sees a datastore as a whole. */
  boolean seesStore(AuthId caller, String name) {
    return state
        .rights()
        .any(caller, "/datastore/" + name, List.of("Datastore.Audit", "Datastore.Backup"));
  }

  /** Whether the caller sees something in a datastore. */
  boolean seesPart(AuthId caller, String name) {
    return state.rights().anyBelow(caller, "/datastore/" + name, ANY_IN_NAMESPACE);
  }

  /** The namespaces of those that the caller may enter. */
  List<String> visible(Datastore store, AuthId caller, List<String> namespaces) {
    List<String> visible = new ArrayList<>(namespaces);
    visible.removeIf(one -> !state.rights().anyBelow(caller, store.aclPath(one), ANY_IN_NAMESPACE));
    return visible;
  }
}
