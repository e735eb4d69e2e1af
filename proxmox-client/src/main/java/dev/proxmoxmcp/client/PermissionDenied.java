package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token lacks a privilege. Proxmox checks this before it looks whether the object exists.
 *
 * <p>Where Proxmox names path and privilege, the message has the commands that grant it. A token
 * with privilege separation has the intersection of its own rights and its user's, so both may need
 * the grant.
 */
public final class PermissionDenied extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /**
   * {@code missing Datastore.Audit|Datastore.Backup on /datastore/main}, and another form of it.
   */
  private static final Pattern LACKING =
      Pattern.compile(
          "missing (?:permissions ')?([A-Za-z.]+(?:[|&][A-Za-z.]+)*)'? on '?(/[A-Za-z0-9/._-]*)");

  private final @Nullable String path;
  private final @Nullable String privilege;

  /**
   * @param path the ACL path that was checked, if Proxmox names it
   * @param privilege what it wants there; alternatives separated by {@code |}, any of them will do
   */
  public PermissionDenied(
      Attempt attempt, AuthId who, @Nullable String path, @Nullable String privilege, String said) {
    super(
        Fault.PERMISSION,
        attempt.failure()
            + ". Proxmox said: "
            + quote(said)
            + ". "
            + nextStep(who, path, privilege),
        Delivery.ANSWERED,
        null);
    this.path = path;
    this.privilege = privilege;
  }

  /** What a Backup Server said; where it names what lacks, how that is mended. */
  public static PermissionDenied byBackupServer(Attempt attempt, AuthId who, String said) {
    return new PermissionDenied(
        attempt.failure()
            + ". Proxmox said: "
            + quote(said)
            + ". "
            + who.begins()
            + " or its user "
            + lackAtBackupServer(who, said));
  }

  private static String lackAtBackupServer(AuthId who, String said) {
    Matcher named = LACKING.matcher(said);
    if (!named.find()) {
      return "may not do this; see what they may: proxmox-backup-manager user permissions '"
          + who
          + "' ; a token has no more than its user.";
    }
    boolean any = named.group(1).contains("|");
    Lack lack = new Lack(named.group(2), List.of(named.group(1).split("[|&]", -1)), any);
    return "lacks " + lack + ". " + Grants.ofPbs(who).mend(List.of(lack));
  }

  private PermissionDenied(String message) {
    super(Fault.PERMISSION, message, Delivery.ANSWERED, null);
    this.path = null;
    this.privilege = null;
  }

  /** The ACL path that was checked, if Proxmox named it: {@code /vms/104}. */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /** The privilege that lacks there, if Proxmox named it; alternatives separated by {@code |}. */
  public Optional<String> privilege() {
    return Optional.ofNullable(privilege);
  }

  private static String nextStep(AuthId who, @Nullable String path, @Nullable String privilege) {
    if (path == null || privilege == null) {
      return who.begins() + " may not do this; see what it may: " + permissionsCommand(who);
    }
    Lack lack = new Lack(path, List.of(privilege.split("\\|", -1)), true);
    return who.begins() + " lacks " + lack + ". " + Grants.ofPve(who).mend(List.of(lack));
  }

  private static String permissionsCommand(AuthId who) {
    return switch (who) {
      case TokenId token -> "pveum user token permissions " + token.user() + " " + token.name();
      case UserId user -> "pveum user permissions " + user;
    };
  }
}
