package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.AclEntry;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * 14: what was granted to the token was granted to its user as well. A token that has nothing at
 * all cannot see which of the two lacks it, so that both are told then.
 */
final class SeparationCheck implements ClusterCheck {
  private static final String EVERYTHING = "/";
  private static final String AUDITOR = "PVEAuditor";

  @Override
  public Check check() {
    return Check.SEPARATION;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) {
    if (visit.product() != Product.PVE || !(visit.who() instanceof TokenId token)) {
      return List.of();
    }
    if (visit.access().held().none()) {
      return List.of(nothing(token));
    }
    List<Finding> findings = new ArrayList<>();
    List<AclEntry> granted =
        visit.access().entries().stream()
            .filter(entry -> entry.who().equals(token.toString()))
            .toList();
    Map<RoleId, SortedSet<String>> roles =
        granted.isEmpty() ? Map.of() : visit.cluster().access().roles().list();
    for (AclEntry entry : granted) {
      Set<String> without = new TreeSet<>(roles.getOrDefault(entry.role(), new TreeSet<>()));
      without.removeAll(visit.access().held().on(entry.path()));
      Permissions user = visit.access().ofUser();
      if (user != null) {
        without.removeAll(user.on(entry.path()));
      }
      if (!without.isEmpty()) {
        findings.add(userLacks(token, entry, without));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                Check.SEPARATION,
                granted.isEmpty()
                    ? "What was granted to token %s is not visible; what it may do is told below."
                        .formatted(token)
                    : "User %s has what was granted to token %s.".formatted(token.user(), token)))
        : findings;
  }

  private static Finding nothing(TokenId token) {
    return Finding.problem(
        Check.SEPARATION,
        "Token %s has no rights at all, so every tool would show nothing. Either it was granted none, or its user %s was not: with privilege separation it has only what both were granted."
            .formatted(token, token.user()),
        Mend.runOn("a node", Grants.ofPve(token).command(EVERYTHING, AUDITOR)),
        Mend.runOn("a node", Grants.ofPve(token.user()).command(EVERYTHING, AUDITOR)));
  }

  private static Finding userLacks(TokenId token, AclEntry entry, Set<String> without) {
    return Finding.warning(
        Check.SEPARATION,
        "Token %s was granted %s on %s, but its user %s lacks %s there, so that the token does not have it either."
            .formatted(token, entry.role(), entry.path(), token.user(), String.join(", ", without)),
        Mend.runOn(
            "a node", Grants.ofPve(token.user()).command(entry.path(), entry.role().name())));
  }
}
