package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The commands with which an administrator gives a token or a user what lacks: the one place that
 * knows their shape. They are shown, never run. Immutable.
 */
public final class Grants {
  /** What to mind when a role is granted below a path that has roles already. */
  public static final String REPLACED =
      "Roles on a path replace what is inherited from above it: name those too.";

  private final AuthId who;
  private final Book book;

  private Grants(AuthId who, Book book) {
    this.who = who;
    this.book = book;
  }

  /** For a token or a user of Proxmox VE. */
  public static Grants ofPve(AuthId who) {
    return new Grants(who, Book.PVE);
  }

  /** For a token or a user of Proxmox Backup Server. */
  public static Grants ofPbs(AuthId who) {
    return new Grants(who, Book.PBS);
  }

  /**
   * The smallest role of a Backup Server that has these privileges: it takes none but those that it
   * brings along.
   */
  public static RoleId leastOfPbs(Collection<String> privileges) {
    return new RoleId(Book.PBS.least(new Lack("/", List.copyOf(privileges), false)).name());
  }

  /** How {@code role} is granted on {@code path}; the user of a token may need the same. */
  public String command(String path, String role) {
    return book.command(path, role, who);
  }

  /**
   * How all of {@code lacks} are mended, with the least that does it.
   *
   * @return sentences, with what the token's user needs
   */
  public String mend(List<Lack> lacks) {
    Set<String> commands = new LinkedHashSet<>();
    for (Lack lack : lacks) {
      Role role = book.least(lack);
      commands.addAll(role.preparation());
      commands.add(command(lack.path(), role.name()));
    }
    return sentence(List.copyOf(commands)) + (mayReplace(lacks) ? " " + REPLACED : "");
  }

  /** Whether a role for one of them may hide roles from above: above {@code /} there are none. */
  public static boolean mayReplace(List<Lack> lacks) {
    return lacks.stream().anyMatch(lack -> !lack.path().equals("/"));
  }

  /** What has to be there before {@link #role} can be granted: commands that make it, or none. */
  public List<String> preparation(Lack lack) {
    return book.least(lack).preparation();
  }

  /** The role that gives what {@code lack} lacks, and as little else as can be. */
  public String role(Lack lack) {
    return book.least(lack).name();
  }

  /** {@code commands} with the reminder that a token has no more than its user. */
  public String sentence(List<String> commands) {
    return "Grant: "
        + String.join("; ", commands)
        + (who instanceof TokenId token ? book.alsoForUser(token) : ".");
  }

  private record Role(String name, Set<String> privileges, List<String> preparation) {}

  private enum Book {
    PVE {
      @Override
      String command(String path, String role, AuthId whom) {
        String option =
            switch (whom) {
              case TokenId token -> "--tokens '" + token + "'";
              case UserId user -> "--users " + user;
            };
        return "pveum acl modify %s %s --roles %s".formatted(path, option, role);
      }

      @Override
      String alsoForUser(TokenId token) {
        return " (and the same with --users "
            + token.user()
            + ": a token with privilege separation has no more than its user).";
      }

      @Override
      List<Role> roles() {
        return PVE_ROLES;
      }

      // A role that Proxmox brings along is taken if it lets the token do no more than wanted, and
      // see a little; else one is made.
      @Override
      Role least(Lack lack) {
        Set<String> wanted = wanted(lack);
        return fitting(wanted)
            .filter(role ->
                role.privileges().stream()
                    .allMatch(one -> wanted.contains(one) || one.endsWith(".Audit")))
            .findFirst()
            .orElseGet(() -> own(wanted));
      }

      private Role own(Set<String> wanted) {
        String name = "mcp-" + String.join("-", wanted);
        return new Role(
            name,
            wanted,
            List.of(
                "pveum role add %s --privs %s"
                    .formatted(
                        name,
                        wanted.size() == 1
                            ? wanted.iterator().next()
                            : "\"" + String.join(" ", wanted) + "\"")));
      }
    },

    /** Has no roles but those that it brings along. */
    PBS {
      @Override
      String command(String path, String role, AuthId whom) {
        return "proxmox-backup-manager acl update %s %s --auth-id '%s'".formatted(path, role, whom);
      }

      @Override
      String alsoForUser(TokenId token) {
        return " (and the same with --auth-id "
            + token.user()
            + ": a token has no more than its user).";
      }

      @Override
      List<Role> roles() {
        return PBS_ROLES;
      }

      @Override
      Role least(Lack lack) {
        return fitting(wanted(lack)).findFirst().orElse(new Role("Admin", Set.of(), List.of()));
      }
    };

    abstract String command(String path, String role, AuthId whom);

    abstract String alsoForUser(TokenId token);

    abstract List<Role> roles();

    abstract Role least(Lack lack);

    /** Roles that have what is wanted, the smallest first. */
    Stream<Role> fitting(Set<String> wanted) {
      return roles().stream()
          .filter(role -> role.privileges().containsAll(wanted))
          .sorted(Comparator.comparingInt(role -> role.privileges().size()));
    }

    /** Where one of several will do, the one that lets the token do least. */
    static Set<String> wanted(Lack lack) {
      List<String> names = new ArrayList<>(lack.privileges());
      names.sort(Comparator.comparingInt(Book::weight).thenComparing(Comparator.naturalOrder()));
      return new LinkedHashSet<>(lack.any() ? names.subList(0, 1) : names);
    }

    private static int weight(String privilege) {
      return switch (privilege.substring(privilege.lastIndexOf('.') + 1)) {
        case "Audit" -> 0;
        case "Use" -> 1;
        case "Modify", "Allocate", "Unrestricted" -> 3;
        default -> 2;
      };
    }
  }

  private static Role role(String name, String... privileges) {
    return new Role(name, Set.of(privileges), List.of());
  }

  /** As PVE 9.2 brings them along, less those that may do nearly everything. */
  private static final List<Role> PVE_ROLES =
      List.of(
          role("PVEPoolUser", "Pool.Audit"),
          role("PVETemplateUser", "VM.Audit", "VM.Clone"),
          role("PVEDatastoreUser", "Datastore.Audit", "Datastore.AllocateSpace"),
          role("PVEPoolAdmin", "Pool.Audit", "Pool.Allocate"),
          role("PVESDNUser", "SDN.Audit", "SDN.Use"),
          role("PVEMappingUser", "Mapping.Audit", "Mapping.Use"),
          role("PVEMappingAdmin", "Mapping.Audit", "Mapping.Use", "Mapping.Modify"),
          role("PVESDNAdmin", "SDN.Audit", "SDN.Use", "SDN.Allocate"),
          role("PVEUserAdmin", "Group.Allocate", "Realm.AllocateUser", "User.Modify"),
          role(
              "PVEAuditor",
              "Datastore.Audit",
              "Mapping.Audit",
              "Pool.Audit",
              "SDN.Audit",
              "Sys.Audit",
              "VM.Audit",
              "VM.GuestAgent.Audit"));

  /** As PBS brings them along. */
  private static final List<Role> PBS_ROLES =
      List.of(
          role("DatastoreAudit", "Datastore.Audit"),
          role("DatastoreBackup", "Datastore.Backup"),
          role("DatastorePowerUser", "Datastore.Backup", "Datastore.Prune"),
          role("DatastoreReader", "Datastore.Audit", "Datastore.Verify", "Datastore.Read"),
          role(
              "DatastoreAdmin",
              "Datastore.Audit",
              "Datastore.Backup",
              "Datastore.Modify",
              "Datastore.Prune",
              "Datastore.Read",
              "Datastore.Verify"),
          role("RemoteAudit", "Remote.Audit"),
          role("RemoteSyncOperator", "Remote.Audit", "Remote.Read"),
          role("RemoteAdmin", "Remote.Audit", "Remote.Modify", "Remote.Read"),
          role("TapeAudit", "Tape.Audit"),
          role("TapeReader", "Tape.Audit", "Tape.Read"),
          role("TapeOperator", "Tape.Audit", "Tape.Read", "Tape.Write"),
          role("TapeAdmin", "Tape.Audit", "Tape.Modify", "Tape.Read", "Tape.Write"),
          role("Audit", "Sys.Audit", "Datastore.Audit"));
}
