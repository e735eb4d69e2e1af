package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may at one cluster, with as much of the rest as he can see of it, and the commands
 * that give him what he lacks. Immutable.
 *
 * @param who a token or a user
 * @param product which has its own commands
 * @param held all of his rights
 * @param entries of the access list; empty where he does not see it
 * @param ofUser what the token's user may; null where he does not see it, and of a user
 */
public record AccessView(
    AuthId who,
    Product product,
    Permissions held,
    List<AclEntry> entries,
    @Nullable Permissions ofUser) {
  /** What a host says goes into commands for root, so only what is a path is taken. */
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._@-]{0,200}");

  /** Copies the list, without entries on what is no path. */
  public AccessView {
    entries = entries.stream().filter(entry -> PATH.matcher(entry.path()).matches()).toList();
  }

  /**
   * Asks the host: one request for the rights, two more for the rest.
   *
   * @throws ProxmoxException if the rights cannot be read; the rest may lack
   */
  public static AccessView of(BoundCluster cluster) {
    Access access = cluster.access();
    Product product = cluster.product();
    return new AccessView(
        access.authId(),
        product,
        access.permissions(),
        product == Product.PVE ? entries(access) : List.of(),
        ofUser(access));
  }

  private static List<AclEntry> entries(Access access) {
    try {
      return access.entries().list();
    } catch (PermissionDenied _) {
      return List.of();
    }
  }

  private static @Nullable Permissions ofUser(Access access) {
    try {
      return access.authId() instanceof TokenId token ? access.permissionsOf(token.user()) : null;
    } catch (ProxmoxException _) {
      return null; // it is told to few
    }
  }

  /**
   * The commands that give what lacks, to the token's user too where he lacks it or that is not
   * known. Roles on a path replace those from above it, so they are granted where there are roles
   * already, as far as that can be seen.
   */
  public List<String> commands(List<Lack> lacks) {
    Set<String> commands = new LinkedHashSet<>();
    lacks.forEach(lack -> commands.addAll(grants(who).preparation(lack)));
    for (Lack lack : lacks) {
      commands.add(command(who, lack));
      if (who instanceof TokenId token && userLacks(lack)) {
        commands.add(command(token.user(), lack));
      }
    }
    return new ArrayList<>(commands);
  }

  /** Whether the commands may take away rights that are inherited from above, unseen. */
  public boolean mayReplace() {
    return entries.isEmpty();
  }

  /** {@link #commands} as sentences, with what is to be minded. */
  public String mend(List<Lack> lacks) {
    return "Grant: "
        + String.join("; ", commands(lacks))
        + (who instanceof TokenId && lacks.stream().anyMatch(this::userLacks)
            ? " (a token has no more than its user)."
            : ".")
        + (mayReplace() && Grants.mayReplace(lacks) ? " " + Grants.REPLACED : "");
  }

  private String command(AuthId whom, Lack lack) {
    return grants(whom).command(where(whom.toString(), lack.path()), grants(whom).role(lack));
  }

  private boolean userLacks(Lack lack) {
    Permissions user = ofUser;
    return user == null || !lack.privileges().stream().allMatch(one -> user.has(lack.path(), one));
  }

  /** The nearest path, from this one upwards, on which there are roles of that token or user. */
  private String where(String whom, String path) {
    return entries.stream()
        .filter(entry -> entry.who().equals(whom) && isAbove(entry.path(), path))
        .map(AclEntry::path)
        .max(Comparator.comparingInt(String::length))
        .orElse(path);
  }

  private static boolean isAbove(String path, String below) {
    return path.equals("/") || below.equals(path) || below.startsWith(path + "/");
  }

  private Grants grants(AuthId whom) {
    return product == Product.PVE ? Grants.ofPve(whom) : Grants.ofPbs(whom);
  }
}
