package dev.proxmoxmcp.simulator.access;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A named set of privileges.
 *
 * @param builtIn whether Proxmox brings it along
 */
public record Role(String name, Set<String> privileges, boolean builtIn) {
  /** The role that takes all others away. */
  static final String NO_ACCESS = "NoAccess";

  public Role {
    privileges = Set.copyOf(privileges);
  }

  /** The roles' names of Proxmox begin so; no other role's may. */
  static final String RESERVED = "PVE";

  /** The privileges that came with Proxmox VE 9, in the place of {@code VM.Monitor}. */
  private static final String AGENT = "VM.GuestAgent.";

  private static final String MONITOR = "VM.Monitor";

  /**
   * The same in Proxmox VE 8: who may do anything with agents has {@code VM.Monitor}, and nobody
   * has what there was not.
   */
  Role ofEight() {
    Set<String> old = new TreeSet<>(privileges);
    if (old.contains(AGENT + "Unrestricted")) {
      old.add(MONITOR);
    }
    old.removeIf(privilege -> privilege.startsWith(AGENT) || privilege.equals("VM.Replicate"));
    return new Role(name, old, builtIn);
  }

  static Role builtIn(String name, String privileges) {
    return new Role(name, Set.of(privileges.split(" ")), true);
  }

  /** What a {@code PVE…} role or {@code Administrator} holds, as PVE 9.2 lists them. */
  static TreeMap<String, Role> builtInRoles() {
    TreeMap<String, Role> roles = new TreeMap<>();
    for (Role role : BUILT_IN) {
      roles.put(role.name(), role);
    }
    return roles;
  }

  private static final String VM_CHANGES =
      "VM.Backup VM.Config.CDROM VM.Config.Cloudinit VM.Console VM.GuestAgent.FileRead"
          + " VM.GuestAgent.FileSystemMgmt VM.GuestAgent.FileWrite VM.PowerMgmt";
  private static final String VM_ADMIN =
      "VM.Allocate VM.Audit VM.Clone VM.Config.CPU VM.Config.Disk VM.Config.HWType"
          + " VM.Config.Memory VM.Config.Network VM.Config.Options VM.GuestAgent.Audit"
          + " VM.GuestAgent.Unrestricted VM.Migrate VM.Replicate VM.Snapshot VM.Snapshot.Rollback "
          + VM_CHANGES;
  private static final String AUDITOR =
      "Datastore.Audit Mapping.Audit Pool.Audit SDN.Audit Sys.Audit VM.Audit VM.GuestAgent.Audit";
  private static final String DATASTORE_ADMIN =
      "Datastore.Allocate Datastore.AllocateSpace Datastore.AllocateTemplate Datastore.Audit";

  private static final Role[] BUILT_IN = {
    builtIn(
        "Administrator",
        VM_ADMIN
            + " "
            + DATASTORE_ADMIN
            + " Group.Allocate Mapping.Audit Mapping.Modify Mapping.Use Permissions.Modify"
            + " Pool.Allocate Pool.Audit Realm.Allocate Realm.AllocateUser SDN.Allocate SDN.Audit"
            + " SDN.Use Sys.AccessNetwork Sys.Audit Sys.Console Sys.Incoming Sys.Modify"
            + " Sys.PowerMgmt Sys.Syslog User.Modify"),
    new Role(NO_ACCESS, Set.of(), true),
    builtIn("PVEAuditor", AUDITOR),
    builtIn("PVEDatastoreAdmin", DATASTORE_ADMIN),
    builtIn("PVEDatastoreUser", "Datastore.AllocateSpace Datastore.Audit"),
    builtIn("PVEPoolUser", "Pool.Audit"),
    builtIn("PVESysAdmin", "Sys.Audit Sys.Console Sys.Syslog"),
    builtIn("PVETemplateUser", "VM.Audit VM.Clone"),
    builtIn("PVEVMAdmin", VM_ADMIN),
    builtIn("PVEVMUser", "VM.Audit VM.GuestAgent.Audit " + VM_CHANGES),
  };
}
