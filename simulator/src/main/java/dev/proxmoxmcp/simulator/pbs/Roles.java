package dev.proxmoxmcp.simulator.pbs;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The roles that a Backup Server brings along; it has no others. */
final class Roles {
  static final String NO_ACCESS = "NoAccess";
  static final String ADMIN = "Admin";

  /** All privileges. */
  static final List<String> PRIVILEGES =
      List.of(
          "Sys.Audit",
          "Sys.Modify",
          "Sys.PowerManagement",
          "Datastore.Audit",
          "Datastore.Allocate",
          "Datastore.Modify",
          "Datastore.Read",
          "Datastore.Verify",
          "Datastore.Backup",
          "Datastore.Prune",
          "Permissions.Modify",
          "Remote.Audit",
          "Remote.Modify",
          "Remote.Read",
          "Remote.DatastoreBackup",
          "Remote.DatastoreModify",
          "Remote.DatastorePrune",
          "Sys.Console",
          "Tape.Audit",
          "Tape.Modify",
          "Tape.Write",
          "Tape.Read",
          "Realm.Allocate");

  private static final Map<String, Set<String>> ALL = new LinkedHashMap<>();

  static {
    role(ADMIN, PRIVILEGES.toArray(String[]::new));
    role("Audit", "Sys.Audit", "Datastore.Audit");
    role(NO_ACCESS);
    role(
        "DatastoreAdmin",
        "Datastore.Audit",
        "Datastore.Modify",
        "Datastore.Read",
        "Datastore.Verify",
        "Datastore.Backup",
        "Datastore.Prune");
    role("DatastoreReader", "Datastore.Audit", "Datastore.Verify", "Datastore.Read");
    role("DatastoreBackup", "Datastore.Backup");
    role("DatastorePowerUser", "Datastore.Prune", "Datastore.Backup");
    role("DatastoreAudit", "Datastore.Audit");
    role("RemoteAudit", "Remote.Audit");
    role("RemoteAdmin", "Remote.Audit", "Remote.Modify", "Remote.Read");
    role("RemoteSyncOperator", "Remote.Audit", "Remote.Read");
    role("RemoteSyncPushOperator", "Remote.Audit", "Remote.DatastoreBackup");
    role("RemoteDatastorePowerUser", "Remote.DatastoreBackup", "Remote.DatastorePrune");
    role(
        "RemoteDatastoreAdmin",
        "Remote.DatastoreBackup",
        "Remote.DatastoreModify",
        "Remote.DatastorePrune");
    role("TapeAudit", "Tape.Audit");
    role("TapeAdmin", "Tape.Audit", "Tape.Modify", "Tape.Read", "Tape.Write");
    role("TapeOperator", "Tape.Audit", "Tape.Read", "Tape.Write");
    role("TapeReader", "Tape.Audit", "Tape.Read");
  }

  private Roles() {}

  private static void role(String name, String... privileges) {
    ALL.put(name, new LinkedHashSet<>(List.of(privileges)));
  }

  /** Role to privileges. */
  static Map<String, Set<String>> all() {
    return ALL;
  }

  static Set<String> privileges(String role) {
    return ALL.getOrDefault(role, Set.of());
  }
}
