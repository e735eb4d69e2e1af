package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.catalog.Standing;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a token may make a call, in words.
 *
 * @param token whose rights they are
 * @param product which has its own commands to grant what lacks
 */
record ProductGrants(TokenId token, Product product) {
  /**
   * One sentence or two: that it has what it needs, or what lacks and the command that grants it.
   */
  String told(Standing standing) {
    return switch (standing) {
      case Standing.Granted _ -> "This token has that.";
      case Standing.Lacking(List<Lack> lacks) -> lacking(lacks);
      case Standing.Open(String why) ->
          "Whether this token has that is not known before: " + why + ".";
      case Standing.Never(String why) -> never(why);
    };
  }

  /** Why no token may do it. */
  String never(String why) {
    return "No API token may do this: " + why + ".";
  }

  /** What lacks, and the command that grants it. */
  String lacking(List<Lack> lacks) {
    return "Token "
        + token
        + " lacks "
        + lacks.stream().map(Lack::toString).collect(Collectors.joining("; and "))
        + ". "
        + grants().mend(lacks);
  }

  private Grants grants() {
    return switch (product) {
      case PVE -> Grants.ofPve(token);
      case PBS -> Grants.ofPbs(token);
    };
  }
}
