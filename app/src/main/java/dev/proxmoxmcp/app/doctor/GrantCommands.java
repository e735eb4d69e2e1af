package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.AclEntry;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Permissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The commands that give a token, and its user where that lacks it too, what is missing. Roles on a
 * path replace those from above it, so what is missing is granted where the token has its roles
 * already, as far as that can be seen.
 */
final class GrantCommands {
  private final AuthId who;
  private final Product product;
  private final ClusterVisit.Seen seen;

  GrantCommands(AuthId who, Product product, ClusterVisit.Seen seen) {
    this.who = who;
    this.product = product;
    this.seen = seen;
  }

  /** One step for each command. */
  List<Mend> mends(List<Lack> lacks) {
    Set<String> commands = new LinkedHashSet<>();
    for (Lack lack : lacks) {
      commands.addAll(grants(who).preparation(lack));
    }
    for (Lack lack : lacks) {
      commands.add(command(who, lack));
      if (who instanceof TokenId token && userLacks(lack)) {
        commands.add(command(token.user(), lack));
      }
    }
    List<Mend> mends = new ArrayList<>();
    commands.forEach(command -> mends.add(Mend.runOn(place(), command)));
    if (seen.entries().isEmpty() && product == Product.PVE) {
      mends.add(Mend.todo(Grants.REPLACED));
    }
    return mends;
  }

  private String command(AuthId whom, Lack lack) {
    return grants(whom).command(where(whom.toString(), lack.path()), grants(whom).role(lack));
  }

  private boolean userLacks(Lack lack) {
    Permissions user = seen.ofUser();
    return user == null || !lack.privileges().stream().allMatch(one -> user.has(lack.path(), one));
  }

  /** The nearest path, from this one upwards, on which there are roles of that token or user. */
  private String where(String whom, String path) {
    return seen.entries().stream()
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

  private String place() {
    return product == Product.PVE ? "a node" : "the Backup Server";
  }
}
