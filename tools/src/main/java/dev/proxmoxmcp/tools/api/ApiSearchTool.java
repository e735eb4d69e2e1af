package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiSearch;
import dev.proxmoxmcp.client.catalog.HostCatalog;
import dev.proxmoxmcp.client.catalog.TierTable;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code api_search}: which endpoints do what somebody wants. */
public final class ApiSearchTool implements ProxmoxTool<ApiSearchTool.Args> {
  private static final int HITS = 10;

  /** Characters of what a host says about an endpoint of its own. */
  private static final int FOREIGN = 60;

  /**
   * What to find.
   *
   * @param query in plain words
   */
  public record Args(@Argument(required = true) String query) {}

  @Override
  public String name() {
    return "api_search";
  }

  @Override
  public String title() {
    return "Search the API";
  }

  @Override
  public String description() {
    return "Find any Proxmox endpoint by what it does, in plain English; then api_describe.";
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Scope scope() {
    return Scope.NAMED;
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Set<Toolset> toolsets() {
    return Set.of();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    HostCatalog host = context.recent().catalogs().current();
    ApiSearch.Result result = host.catalog().search().find(args.query(), HITS);
    List<String> lines = new ArrayList<>();
    lines.add(head(result, host));
    if (!host.note().isEmpty()) {
      lines.add(host.note());
    }
    if (result.hits().isEmpty()) {
      result.unknown().forEach((word, similar) -> lines.add(unknown(word, similar)));
      lines.add(
          "Say the object and what to do with it, such as: grow disk of a container; list firewall"
              + " rules of a node; create API token.");
    } else {
      result.hits().forEach(hit -> lines.add(line(hit, host.catalog())));
      lines.add("Next: api_describe tells what one takes and needs.");
    }
    return ToolReply.done(String.join("\n", lines));
  }

  private static String head(ApiSearch.Result result, HostCatalog host) {
    String where =
        host.catalog().product().title()
            + " "
            + Foreign.word(
                host.hostVersion().isEmpty() ? host.catalog().version() : host.hostVersion());
    int shown = result.hits().size();
    if (shown == 0) {
      return "No endpoint of " + where + " fits these words.";
    }
    return (shown < result.total() ? "The best " + shown + " of " : "")
        + result.total()
        + (result.total() == 1 ? " endpoint" : " endpoints")
        + " of "
        + where
        + ":";
  }

  /** {@code GET /nodes/{node}/qemu read: List the virtual machines (VMs) of a node}. */
  private static String line(ApiSearch.Hit hit, ApiCatalog catalog) {
    ApiEndpoint endpoint = hit.endpoint();
    String summary =
        hit.summary().isEmpty() ? foreign(endpoint.notes().description()) : hit.summary();
    return endpoint.title()
        + "  "
        + TierTable.builtIn()
            .of(catalog.product(), endpoint.method(), endpoint.template())
            .tier()
            .label()
        + "  "
        + summary
        + (endpoint.is(ApiEndpoint.Trait.NO_TOKEN) ? " (refuses API tokens)" : "");
  }

  private static String foreign(String description) {
    return "Only this host has it"
        + (description.isBlank() ? "" : "; it says " + Foreign.quoted(description, FOREIGN));
  }

  private static String unknown(String word, List<String> similar) {
    return "Nothing is called \""
        + word
        + "\""
        + (similar.isEmpty() ? "." : "; similar: " + String.join(", ", similar) + ".");
  }
}
