package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the tier of an endpoint is if no exception says otherwise: it follows from what Proxmox
 * wants of the caller. Who needs no more than privileges on guests or on space changes these; who
 * needs anything else administers.
 */
final class TierDerivation {
  /** To see, to make guests, and to run them. */
  private static final Set<String> ORDINARY =
      Set.of(
          "VM.Allocate",
          "VM.Audit",
          "VM.Backup",
          "VM.Clone",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options",
          "VM.GuestAgent.Audit",
          "VM.GuestAgent.FileSystemMgmt",
          "VM.Migrate",
          "VM.PowerMgmt",
          "VM.Replicate",
          "VM.Snapshot",
          "VM.Snapshot.Rollback",
          "Datastore.AllocateSpace",
          "Datastore.AllocateTemplate",
          "Datastore.Audit",
          "Datastore.Backup",
          "Datastore.Prune",
          "Datastore.Verify",
          "Mapping.Audit",
          "Mapping.Use",
          "Pool.Audit",
          "Remote.Audit",
          "SDN.Audit",
          "SDN.Use",
          "Sys.Audit",
          "Tape.Audit",
          "Tape.Read");

  /** To get into guests, or at their files. */
  private static final Set<String> INSIDE =
      Set.of(
          "VM.Console",
          "VM.GuestAgent.FileRead",
          "VM.GuestAgent.FileWrite",
          "VM.GuestAgent.Unrestricted",
          "VM.Monitor",
          "Datastore.Read");

  /** Where each setting has a privilege of its own, to name the first would mislead. */
  private static final String CONFIG = "VM.Config.";

  private TierDerivation() {}

  static Verdict of(ApiMethod method, Requirement needs, boolean download) {
    Set<String> names = Set.copyOf(privileges(needs).toList());
    boolean inside = !names.isEmpty() && INSIDE.containsAll(names);
    if (inside) {
      return new Verdict(Tier.EXEC, "needs " + first(names, INSIDE));
    }
    return switch (method) {
      case GET -> look(names, download);
      case POST, PUT -> write(needs, names, new Verdict(Tier.CHANGE, "needs no more than "));
      case DELETE -> write(needs, names, new Verdict(Tier.DESTROY, "takes away, with "));
    };
  }

  private static Verdict look(Set<String> names, boolean download) {
    if (download) {
      return new Verdict(Tier.EXEC, "hands out a file");
    }
    return names.equals(Set.of("Sys.Console"))
        ? new Verdict(Tier.ADMIN, "needs Sys.Console")
        : new Verdict(Tier.READ, "looks only");
  }

  private static Verdict write(Requirement needs, Set<String> names, Verdict ordinary) {
    if (names.isEmpty() || byHand(needs)) {
      return new Verdict(Tier.ADMIN, "what it needs is not a matter of privileges alone");
    }
    List<String> more =
        names.stream()
            .filter(name -> !ORDINARY.contains(name) && !INSIDE.contains(name))
            .sorted()
            .toList();
    return more.isEmpty()
        ? new Verdict(ordinary.tier(), ordinary.why() + first(names, ORDINARY))
        : new Verdict(Tier.ADMIN, "needs " + more.getFirst());
  }

  private static String first(Set<String> names, Set<String> of) {
    List<String> fitting = names.stream().filter(of::contains).sorted().toList();
    boolean each = fitting.size() > 2 && fitting.stream().allMatch(name -> name.startsWith(CONFIG));
    return each ? CONFIG + "*" : fitting.getFirst();
  }

  private static boolean byHand(Requirement needs) {
    return switch (needs) {
      case Requirement.Privileges _ -> false;
      case Requirement.AllOf(List<Requirement> parts) ->
          parts.stream().anyMatch(TierDerivation::byHand);
      case Requirement.OneOf(List<Requirement> parts) ->
          parts.stream().anyMatch(TierDerivation::byHand);
      case Requirement.Nothing _,
          Requirement.AnyLogin _,
          Requirement.RootAlone _,
          Requirement.Oneself _,
          Requirement.RealmOfUser _,
          Requirement.GroupsOfUser _,
          Requirement.AclOf _,
          Requirement.Unreadable _ ->
          true;
    };
  }

  private static Stream<String> privileges(Requirement needs) {
    return switch (needs) {
      case Requirement.Privileges privileges -> privileges.names().stream();
      case Requirement.AllOf(List<Requirement> parts) ->
          parts.stream().flatMap(TierDerivation::privileges);
      case Requirement.OneOf(List<Requirement> parts) ->
          parts.stream().flatMap(TierDerivation::privileges);
      case Requirement.RealmOfUser(List<String> names) -> names.stream();
      case Requirement.GroupsOfUser(List<String> names) -> names.stream();
      case Requirement.Nothing _,
          Requirement.AnyLogin _,
          Requirement.RootAlone _,
          Requirement.Oneself _,
          Requirement.AclOf _,
          Requirement.Unreadable _ ->
          Stream.of();
    };
  }
}
