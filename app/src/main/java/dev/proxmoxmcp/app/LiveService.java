package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenSource;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.api.ListChanges;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.tools.ToolLoan;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A service whose clusters and policy may be replaced while it serves: a call that is under way
 * ends as it began, but for a token that was replaced, and the next one takes what is new.
 * Thread-safe; one thread at a time replaces.
 */
public final class LiveService implements AutoCloseable {
  private final BiFunction<Connection, TokenSource, Cluster> opener;
  private final BiFunction<List<Cluster>, Policy, Toolbox> toolboxes;
  private final Renewals renewals;
  private final ToolList tools;
  private final Service service;
  private volatile Generation current;

  /** What a reading of the settings puts into force. */
  public record InForce(List<Connection> connections, Policy policy) {}

  /** Puts together what is served. */
  @FunctionalInterface
  interface Served {
    /**
     * Sends nothing to any cluster yet.
     *
     * @param tools as they are at the start
     * @param list what clients are told of the tools
     * @param inForce lends the tools as they are at the time
     */
    Service of(List<Cluster> clusters, Toolbox tools, ToolList list, Supplier<ToolLoan> inForce);
  }

  /**
   * @param opener opens a cluster, with where to ask for another token; nothing is sent to it
   * @param toolboxes puts tools together
   * @param served puts together what is served
   * @param renewals where tokens come from that were made anew
   * @param begun what is in force at the start
   * @throws SettingsException if a cluster cannot be opened
   */
  LiveService(
      BiFunction<Connection, TokenSource, Cluster> opener,
      BiFunction<List<Cluster>, Policy, Toolbox> toolboxes,
      Served served,
      Renewals renewals,
      InForce begun) {
    this.opener = opener;
    this.toolboxes = toolboxes;
    this.renewals = renewals;
    Generation first = generation(List.of(), begun.connections(), begun.policy());
    this.current = first;
    this.tools = ToolList.later(this::forMcp);
    this.service =
        served.of(
            first.clusters().stream().map(SharedCluster::cluster).toList(),
            first.tools(),
            tools,
            this::lent);
  }

  /** To be served. What it lists as clusters and tools is as it was at the start. */
  public Service service() {
    return service;
  }

  /** The clusters of the settings that are in force. */
  public List<Cluster> clusters() {
    return current.clusters().stream().map(SharedCluster::cluster).toList();
  }

  /** The token by which the cluster of that name acts now; empty if there is none. */
  Optional<ApiToken> token(String cluster) {
    return current.clusters().stream()
        .filter(one -> one.cluster().name().equals(cluster))
        .findFirst()
        .flatMap(SharedCluster::token);
  }

  /**
   * Replaces what is different.
   *
   * @throws SettingsException if it cannot be done while clients hold the list of tools, or a
   *     cluster cannot be opened; then all stays as it was
   */
  public void take(List<Connection> connections, Policy policy) {
    Generation old = current;
    String before = names(old.clusters().stream().map(SharedCluster::cluster).toList());
    String now =
        connections.stream()
            .map(one -> named(one.settings().name(), one.settings().credentials().product()))
            .collect(Collectors.joining(", "));
    if (!before.equals(now)) {
      throw new SettingsException(
          "other clusters than before ("
              + now
              + " instead of "
              + before
              + ") take effect when the server starts again: clients hold a list of tools that"
              + " names them.");
    }
    Generation next = generation(old.clusters(), connections, policy);
    for (int number = 0; number < connections.size(); number++) {
      next.clusters().get(number).take(connections.get(number));
    }
    current = next;
    tools.renew();
    service.server().offer().changes().tell(ListChanges.Changed.TOOLS);
    old.retire();
  }

  private static String names(List<Cluster> clusters) {
    return clusters.stream()
        .map(one -> named(one.name(), one.product()))
        .collect(Collectors.joining(", "));
  }

  private static String named(String name, Product product) {
    return product == Product.PVE ? name : name + " (Backup Server)";
  }

  /** All of its clusters, or none stays open that was not before. */
  private Generation generation(
      List<SharedCluster> known, List<Connection> connections, Policy policy) {
    List<SharedCluster> held = new ArrayList<>();
    try {
      for (Connection connection : connections) {
        held.add(
            known.stream()
                .filter(one -> one.serves(connection))
                .findFirst()
                .map(SharedCluster::held)
                .orElseGet(() -> new SharedCluster(connection, opened(connection))));
      }
    } catch (SettingsException unusable) {
      held.forEach(SharedCluster::release);
      throw unusable;
    }
    return new Generation(
        held, toolboxes.apply(held.stream().map(SharedCluster::cluster).toList(), policy));
  }

  private Cluster opened(Connection connection) {
    String name = connection.settings().name();
    return opener.apply(connection, refused -> renewals.insteadOf(refused, name, this::token));
  }

  /** From now on a token that is refused is looked for in what {@code watch} reads. */
  public void renewBy(SettingsWatch watch) {
    renewals.from(watch);
  }

  private List<Tool> forMcp() {
    return current.tools().forMcp().stream()
        .map(tool ->
            new Tool(
                tool.name(),
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.annotations(),
                call -> call(tool.name(), call),
                tool.extras()))
        .toList();
  }

  private ToolResult call(String name, ToolCall call) throws InterruptedException {
    try (ToolLoan loan = lent()) {
      ToolReply reply = loan.tools().call(name, call);
      return new ToolResult(reply.text(), reply.isError(), reply.json());
    }
  }

  /** The tools in force; what they use stays open until they are given back. */
  private ToolLoan lent() {
    Generation generation = current;
    while (!generation.enter()) {
      generation = current;
    }
    return new ToolLoan(generation.tools(), generation::leave);
  }

  /** Closes what no call uses any more; calls that are under way end first. */
  @Override
  public void close() {
    service.resources().close();
    current.retire();
  }
}
