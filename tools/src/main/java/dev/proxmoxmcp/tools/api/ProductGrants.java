package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.catalog.Standing;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether somebody may make a call, in words.
 *
 * @param who whose rights they are
 * @param product which has its own commands to grant what lacks
 */
record ProductGrants(AuthId who, Product product) {
  /**
   * One sentence or two: that it has what it needs, or what lacks and the command that grants it.
   */
  String told(Standing standing) {
    return switch (standing) {
      case Standing.Granted _ -> "This " + kind() + " has that.";
      case Standing.Lacking(List<Lack> lacks) -> lacking(lacks);
      case Standing.Open(String why) ->
          "Whether this " + kind() + " has that is not known before: " + why + ".";
      case Standing.Never(String why) -> never(why);
    };
  }

  /** Why it may not be done, whatever is granted. */
  String never(String why) {
    return switch (who) {
      case TokenId _ -> "No API token may do this: " + why + ".";
      case UserId user -> "User " + user + " may not do this: " + why + ".";
    };
  }

  /** What lacks, and the command that grants it. */
  String lacking(List<Lack> lacks) {
    return who.begins()
        + " lacks "
        + lacks.stream().map(Lack::toString).collect(Collectors.joining("; and "))
        + ". "
        + grants().mend(lacks);
  }

  private String kind() {
    return switch (who) {
      case TokenId _ -> "token";
      case UserId _ -> "user";
    };
  }

  private Grants grants() {
    return switch (product) {
      case PVE -> Grants.ofPve(who);
      case PBS -> Grants.ofPbs(who);
    };
  }
}
