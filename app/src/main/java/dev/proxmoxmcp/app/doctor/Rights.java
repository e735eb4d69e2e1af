package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.cluster.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the rights are those that the tools need, and no more. The table is that of the toolsets
 * in the documentation; a right somewhere below the path is enough to say that a tool works there.
 */
final class Rights {
  private static final String TOPIC = "rights";
  private static final String AUDITOR = "look at guests, nodes, storages and networks";

  private final AuthId who;
  private final Product product;
  private final Permissions held;

  Rights(AuthId who, Product product, Permissions held) {
    this.who = who;
    this.product = product;
    this.held = held;
  }

  /**
   * What tools of a toolset need.
   *
   * @param tier that allows them
   * @param does in words
   * @param path on which the privileges are looked for
   * @param all of these are needed
   */
  private record Need(Tier tier, String does, String path, List<String> all) {}

  /** One finding for each toolset of the {@code allowed} tiers, and what is too much. */
  List<Finding> findings(Version version, Set<Tier> allowed) {
    if (held.none()) {
      return List.of(
          Finding.problem(
              TOPIC,
              who.begins() + " has no rights at all, so every tool would show nothing.",
              grants().mend(List.of(lack(needs(version).getFirst())))));
    }
    List<Finding> findings = new ArrayList<>();
    for (Need need : needs(version)) {
      if (allowed.contains(need.tier())) {
        findings.add(of(need));
      }
    }
    if (!allowed.contains(Tier.ADMIN) && mayEverything()) {
      findings.add(
          Finding.warning(
              TOPIC,
              who.begins()
                  + " may also give rights to others. Nothing that is allowed here needs that;"
                  + " whoever gets the secret has it all.",
              "grant it the roles of docs/quick-start.md instead"));
    }
    return findings;
  }

  private Finding of(Need need) {
    List<String> lacking =
        need.all().stream()
            .filter(one -> !held.has(need.path(), one) && !heldBelow(need.path(), one))
            .toList();
    if (lacking.isEmpty()) {
      boolean whole = need.all().stream().allMatch(one -> held.has(need.path(), one));
      return Finding.ok(TOPIC, need.does() + (whole ? "" : ": in a part of the cluster"));
    }
    Lack lack = new Lack(need.path(), lacking, false);
    return Finding.warning(
        TOPIC,
        "Cannot " + need.does() + ": " + who.described() + " lacks " + lack + ".",
        grants().mend(List.of(lack)));
  }

  private boolean heldBelow(String path, String privilege) {
    String start = path.equals("/") ? "/" : path + "/";
    return held.byPath().entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().startsWith(start) && entry.getValue().containsKey(privilege));
  }

  private boolean mayEverything() {
    return held.has("/", "Permissions.Modify");
  }

  private static Lack lack(Need need) {
    return new Lack(need.path(), need.all(), false);
  }

  private Grants grants() {
    return switch (product) {
      case PVE -> Grants.ofPve(who);
      case PBS -> Grants.ofPbs(who);
    };
  }

  private List<Need> needs(Version version) {
    return switch (product) {
      case PVE -> ofCluster(!version.release().startsWith("8."));
      case PBS ->
          List.of(
              new Need(
                  Tier.READ,
                  "look at datastores, backups and the server",
                  "/",
                  List.of("Datastore.Audit", "Sys.Audit")),
              new Need(
                  Tier.CHANGE,
                  "verify backups, and protect or forget them",
                  "/datastore",
                  List.of("Datastore.Verify", "Datastore.Modify")));
    };
  }

  /** Proxmox VE 9 parted the privileges for agents, and has one for networks. */
  private static List<Need> ofCluster(boolean nine) {
    return List.of(
        new Need(
            Tier.READ,
            AUDITOR,
            "/",
            List.of("VM.Audit", "Sys.Audit", "Datastore.Audit", "SDN.Audit", "Pool.Audit")),
        new Need(
            Tier.READ,
            "see what the agents of VMs tell",
            "/vms",
            List.of(nine ? "VM.GuestAgent.Audit" : "VM.Monitor")),
        new Need(
            Tier.CHANGE,
            "switch guests and snapshot them",
            "/vms",
            List.of("VM.PowerMgmt", "VM.Snapshot")),
        new Need(Tier.CHANGE, "back guests up", "/vms", List.of("VM.Backup")),
        new Need(
            Tier.CHANGE,
            "write backups to a storage",
            "/storage",
            List.of("Datastore.AllocateSpace")),
        new Need(
            Tier.EXEC,
            "run commands in VMs",
            "/vms",
            List.of(nine ? "VM.GuestAgent.Unrestricted" : "VM.Monitor")));
  }
}
