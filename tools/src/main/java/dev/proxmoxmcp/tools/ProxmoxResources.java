package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Resource;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.ResourceTemplate;
import dev.proxmoxmcp.mcp.api.Resources;
import dev.proxmoxmcp.tools.resource.Address;
import dev.proxmoxmcp.tools.resource.Sight;
import dev.proxmoxmcp.tools.resource.Watchers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Clusters, nodes, guests and tasks at addresses of their own, {@code proxmox://lab/guest/101}: the
 * text is what the tools answer. Whoever watches one is told when its state, lock or place is
 * another. Thread-safe.
 */
public final class ProxmoxResources implements Resources, AutoCloseable {
  private static final String TEXT = "text/plain";

  private static final List<ResourceTemplate> TEMPLATES =
      List.of(
          new ResourceTemplate(
              Address.OF_CLUSTER,
              "cluster",
              "A cluster or Backup Server",
              "Quorum, nodes, storages, guests in numbers, what wants attention.",
              TEXT),
          new ResourceTemplate(
              Address.OF_NODE,
              "node",
              "A node",
              "Version, load, memory, disk, failed services, certificates, addresses.",
              TEXT),
          new ResourceTemplate(
              Address.OF_GUEST,
              "guest",
              "A VM or container",
              "State, load, hardware, notes, last tasks.",
              TEXT),
          new ResourceTemplate(
              Address.OF_TASK,
              "task",
              "A task",
              "State, outcome, decisive lines of its log.",
              TEXT));

  private final Supplier<ToolLoan> tools;
  private final Watchers watchers;

  /**
   * @param tools lends those in force
   * @param pause how to wait between two looks at what is watched
   */
  public ProxmoxResources(Supplier<ToolLoan> tools, Pause pause) {
    this.tools = tools;
    this.watchers = new Watchers(this::look, pause);
  }

  private Sight look(Watchers.Key key) {
    try (ToolLoan loan = tools.get()) {
      return loan.tools().readings().sight(key.address(), key.principal());
    }
  }

  @Override
  public List<Resource> list(McpCall call) throws InterruptedException {
    try (ToolLoan loan = tools.get()) {
      return loan.tools().readings().listed(call).stream().map(ProxmoxResources::listed).toList();
    }
  }

  private static Resource listed(Address address) {
    return switch (address.thing()) {
      case Address.Thing.OfNode(var node) ->
          new Resource(
              address.uri(), node.value(), "Node " + node + " of " + address.cluster(), "", TEXT);
      case Address.Thing.Whole(), Address.Thing.OfGuest(_), Address.Thing.OfTask(_) ->
          new Resource(
              address.uri(), address.cluster(), "Overview of " + address.cluster(), "", TEXT);
    };
  }

  @Override
  public List<ResourceTemplate> templates() {
    return TEMPLATES;
  }

  @Override
  public Optional<List<ResourceContents>> read(String uri, McpCall call)
      throws ReadFailure, InterruptedException {
    Optional<Address> address = Address.parse(uri);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try (ToolLoan loan = tools.get()) {
      return loan.tools()
          .readings()
          .text(address.get(), call)
          .map(text -> List.of(new ResourceContents.Text(uri, TEXT, text)));
    }
  }

  @Override
  public boolean watchable() {
    return true;
  }

  @Override
  public Optional<Watch> watch(String uri, Caller caller, Runnable changed) throws ReadFailure {
    Optional<Address> address = Address.parse(uri).flatMap(this::configured);
    return address.isEmpty()
        ? Optional.empty()
        : watchers.watch(new Watchers.Key(caller.principal(), address.get()), changed);
  }

  /** The same address with the cluster's name as the settings write it, so that one look serves. */
  private Optional<Address> configured(Address address) {
    try (ToolLoan loan = tools.get()) {
      return loan.tools()
          .readings()
          .member(address)
          .map(member -> new Address(member.name(), address.thing()));
    }
  }

  /** How many things are looked at, because somebody watches them. */
  public int watched() {
    return watchers.watched();
  }

  /** Ends every look. */
  @Override
  public void close() {
    watchers.close();
  }
}
