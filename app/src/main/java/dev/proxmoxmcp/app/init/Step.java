package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.base.ShellWord;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.RoleId;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** One change of a host, which can be told, done through the API, or written as a command. */
sealed interface Step {
  /** Stands beside what is made, so that a person knows where it comes from. */
  String COMMENT = "Made by proxmox-mcp init";

  /** In words: {@code make user mcp@pve}. */
  String does();

  /** Whether something is there afterwards that was not there before. */
  default boolean makes() {
    return switch (this) {
      case MakeRole _, MakeUser _, MakeToken _, Give _ -> true;
      case ChangeRole _, Take _, DropToken _, DropRole _, DropUser _ -> false;
    };
  }

  /** As an administrator types it on a host. */
  String command(Product product);

  /** Makes a role. */
  record MakeRole(RoleId role, SortedSet<String> privileges) implements Step {
    @Override
    public String does() {
      return "make role " + role + ": " + String.join(" ", privileges);
    }

    @Override
    public String command(Product product) {
      return "pveum role add " + role + " --privs " + listed(privileges);
    }
  }

  /** Gives a role other privileges. */
  record ChangeRole(RoleId role, SortedSet<String> before, SortedSet<String> privileges)
      implements Step {
    @Override
    public String does() {
      SortedSet<String> more = new TreeSet<>(privileges);
      more.removeAll(before);
      SortedSet<String> less = new TreeSet<>(before);
      less.removeAll(privileges);
      return "change role "
          + role
          + ":"
          + (more.isEmpty() ? "" : " with " + String.join(" ", more))
          + (less.isEmpty() ? "" : " without " + String.join(" ", less));
    }

    @Override
    public String command(Product product) {
      return "pveum role modify " + role + " --privs " + listed(privileges);
    }
  }

  /** Makes a user without a password. */
  record MakeUser(UserId user) implements Step {
    @Override
    public String does() {
      return "make user " + user + ", without a password";
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE -> "pveum user add " + user + " --comment " + ShellWord.quoted(COMMENT);
        case PBS ->
            "proxmox-backup-manager user create "
                + user
                + " --comment "
                + ShellWord.quoted(COMMENT);
      };
    }
  }

  /** Makes a token with rights of its own. */
  record MakeToken(TokenId token, Instant expires) implements Step {
    @Override
    public String does() {
      return "make token " + token + ", with rights of its own, until " + expires;
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE ->
            "pveum user token add %s %s --privsep 1 --expire %d --comment %s"
                .formatted(
                    token.user(),
                    token.name(),
                    expires.getEpochSecond(),
                    ShellWord.quoted(COMMENT));
        case PBS ->
            "proxmox-backup-manager user generate-token %s %s --expire %d --comment %s"
                .formatted(
                    token.user(),
                    token.name(),
                    expires.getEpochSecond(),
                    ShellWord.quoted(COMMENT));
      };
    }
  }

  /** Grants a role. */
  record Give(String path, RoleId role, AuthId who) implements Step {
    @Override
    public String does() {
      return "grant role " + role + " on " + path + " to " + who.described();
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE -> "pveum acl modify " + path + " " + pve(who) + " --roles " + role;
        case PBS ->
            "proxmox-backup-manager acl update "
                + path
                + " "
                + role
                + " --auth-id "
                + ShellWord.quoted(who.toString());
      };
    }
  }

  /** Revokes a role. */
  record Take(String path, RoleId role, AuthId who) implements Step {
    @Override
    public String does() {
      return "revoke role " + role + " on " + path + " from " + who.described();
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE -> "pveum acl delete " + path + " " + pve(who) + " --roles " + role;
        case PBS -> new Give(path, role, who).command(product) + " --delete 1";
      };
    }
  }

  /** Removes a token. */
  record DropToken(TokenId token) implements Step {
    @Override
    public String does() {
      return "remove token " + token;
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE -> "pveum user token remove " + token.user() + " " + token.name();
        case PBS -> "proxmox-backup-manager user delete-token " + token.user() + " " + token.name();
      };
    }
  }

  /** Removes a role. */
  record DropRole(RoleId role) implements Step {
    @Override
    public String does() {
      return "remove role " + role;
    }

    @Override
    public String command(Product product) {
      return "pveum role delete " + role;
    }
  }

  /** Removes a user. */
  record DropUser(UserId user) implements Step {
    @Override
    public String does() {
      return "remove user " + user;
    }

    @Override
    public String command(Product product) {
      return switch (product) {
        case PVE -> "pveum user delete " + user;
        case PBS -> "proxmox-backup-manager user remove " + user;
      };
    }
  }

  private static String listed(Collection<String> privileges) {
    return '"' + String.join(" ", privileges) + '"';
  }

  private static String pve(AuthId who) {
    return switch (who) {
      case TokenId token -> "--tokens " + ShellWord.quoted(token.toString());
      case UserId user -> "--users " + user;
    };
  }
}
