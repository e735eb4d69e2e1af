package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiParameter;
import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.client.catalog.CallCheck;
import dev.proxmoxmcp.client.catalog.CheckedCall;
import dev.proxmoxmcp.client.catalog.HostCatalog;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.client.catalog.Problem;
import dev.proxmoxmcp.client.catalog.Sent;
import dev.proxmoxmcp.client.catalog.TierTable;
import dev.proxmoxmcp.client.catalog.Verdict;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that fits its endpoint, before it is sent.
 *
 * @param host the API that it was held against
 * @param verdict what it can do, by our own table
 * @param note what was mended in it, a sentence; "" for nothing
 */
record Prepared(HostCatalog host, CheckedCall call, Verdict verdict, String note) {
  private static final BigDecimal FETCHED = BigDecimal.valueOf(1_000);

  /**
   * Looks for the endpoint, fills in its place and checks all parameters. Only looks are sent.
   *
   * @param sent the parameters; null for none
   * @param strict whether it is for a change: a wrong node is refused then, and otherwise mended
   * @throws ArgumentProblem with everything that is wrong, and what is accepted
   */
  static Prepared of(
      CallContext context, EndpointName name, @Nullable ObjectNode sent, boolean strict) {
    HostCatalog host = context.recent().catalogs().current();
    Lookup lookup = new Lookup(host);
    Placing placing = new Placing(context, host.catalog().product(), strict);
    Placing.Placed placed = placing.of(lookup.find(name), JsonArguments.of(sent));
    PathMatch.Found found = placed.found();
    if (!strict) {
      askForMany(found.endpoint(), placed.arguments());
    }
    Product product = host.catalog().product();
    return switch (CallCheck.of(product, found, placed.arguments())) {
      case CallCheck.Ready(CheckedCall call) ->
          new Prepared(
              host,
              call,
              TierTable.builtIn().of(product, call.endpoint(), sentOf(call)),
              placed.note());
      case CallCheck.Refused(List<Problem> problems) ->
          throw new ArgumentProblem(told(lookup, found.endpoint(), problems, placing));
    };
  }

  /** Of a long list, Proxmox sends the first few dozen entries unless it is asked for more. */
  private static void askForMany(ApiEndpoint endpoint, Map<String, Object> arguments) {
    @Nullable ApiParameter limit = endpoint.parameters().get("limit");
    if (limit != null
        && limit.type() instanceof ApiType.Numeric number
        && endpoint.parameters().containsKey("start")
        && !arguments.containsKey("start")) {
      BigDecimal most = number.max() == null ? FETCHED : number.max().min(FETCHED);
      arguments.putIfAbsent("limit", most);
    }
  }

  private static String told(
      Lookup lookup, ApiEndpoint endpoint, List<Problem> problems, Placing placing) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems) {
      lines.add(
          switch (problem.kind()) {
            case UNKNOWN ->
                lookup
                    .elsewhere(endpoint, problem.parameter())
                    .map(since ->
                        endpoint.title()
                            + " has no parameter "
                            + problem.parameter()
                            + " on this host: "
                            + since
                            + ".")
                    .orElse(withoutList(problem.message()));
            case MISSING ->
                problem.message() + (problem.parameter().equals("node") ? placing.nodes() : "");
            case TYPE, BOUND, LENGTH, CHOICE, FORMAT, PATTERN, KEY, REQUIRED_BY, PATH ->
                Secrets.told(problem);
          });
    }
    lines.add(
        "Nothing was sent. api_describe endpoint=\"" + endpoint.title() + "\" says what it takes.");
    if (!lookup.host().note().isEmpty()) {
      lines.add(lookup.host().note());
    }
    return String.join("\n", lines);
  }

  /** Where one name is meant, the others need no telling. */
  private static String withoutList(String message) {
    int meant = message.indexOf("? It takes ");
    return meant < 0 ? message : message.substring(0, meant + 1);
  }

  /** All parameters as they will be sent, those in the path among them. */
  Sent sent() {
    return sentOf(call);
  }

  private static Sent sentOf(CheckedCall call) {
    Map<String, List<String>> all = new LinkedHashMap<>(call.parameters());
    call.pathValues().forEach((name, value) -> all.put(name, List.of(value)));
    return Sent.of(all);
  }

  /** Whose API it is. */
  Product product() {
    return host.catalog().product();
  }

  /** Method and concrete path: {@code GET /nodes/pve1/qemu/101/config}. */
  String title() {
    return call.endpoint().method() + " " + call.path();
  }
}
