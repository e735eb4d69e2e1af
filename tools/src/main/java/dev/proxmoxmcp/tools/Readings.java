package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Resources.ReadFailure;
import dev.proxmoxmcp.tools.cluster.ClusterOverviewTool;
import dev.proxmoxmcp.tools.guest.GuestGetTool;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.node.NodeGetTool;
import dev.proxmoxmcp.tools.resource.Address;
import dev.proxmoxmcp.tools.resource.Sight;
import dev.proxmoxmcp.tools.several.Asked;
import dev.proxmoxmcp.tools.tasks.TaskGetTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can be read at addresses: what the tools answer in short, whether they are served or not.
 *
 * @param server what all calls share
 */
record Readings(ServerTools server) {
  /** A list is not kept waiting longer by a cluster that is silent. */
  static final Duration LIST_BUDGET = Duration.ofSeconds(4);

  /** The cluster and its nodes of each, as far as they are known now. */
  List<Address> listed(McpCall call) throws InterruptedException {
    Looking looking = looking(call, "resources/list");
    List<Optional<List<NodeName>>> nodes =
        new Asked(LIST_BUDGET, server.asked().pause())
            .all(
                server.members().all().stream()
                    .<Callable<List<NodeName>>>map(member -> () -> nodes(member, looking))
                    .toList());
    List<Address> addresses = new ArrayList<>();
    for (int index = 0; index < nodes.size(); index++) {
      String cluster = server.members().all().get(index).name();
      addresses.add(new Address(cluster, new Address.Thing.Whole()));
      nodes.get(index).orElse(List.of()).stream()
          .sorted()
          .forEach(node -> addresses.add(new Address(cluster, new Address.Thing.OfNode(node))));
    }
    return addresses;
  }

  /** None of a cluster that does not answer: what is listed can be read. */
  static List<NodeName> nodes(Member member, Looking looking) {
    if (member.product() == Product.PBS) {
      return List.of(NodeName.BACKUP_SERVER);
    }
    try {
      return looking.recent(member).nodes().list().stream().map(node -> node.node()).toList();
    } catch (Interrupted stopped) {
      throw stopped;
    } catch (ProxmoxException silent) {
      return List.of();
    }
  }

  private Looking looking(McpCall call, String method) {
    return new Looking(server.guard(), () -> PlanFlow.request(call), method);
  }

  /** The cluster that an address names; upper and lower case mean the same in it. */
  Optional<Member> member(Address address) {
    return server.members().all().stream()
        .filter(member -> member.name().equalsIgnoreCase(address.cluster()))
        .findFirst();
  }

  /**
   * What is at that address.
   *
   * @return empty if there is nothing
   * @throws ReadFailure if it cannot be read, or may be there and is not visible
   */
  Optional<String> text(Address address, McpCall call) throws ReadFailure, InterruptedException {
    Optional<Member> member = member(address);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    ToolReply reply =
        switch (address.thing()) {
          case Address.Thing.Whole() ->
              answer(new ClusterOverviewTool(), member.get(), call, object());
          case Address.Thing.OfNode(NodeName node) ->
              answer(new NodeGetTool(), member.get(), call, object().put("node", node.value()));
          case Address.Thing.OfGuest(Vmid vmid) ->
              answer(new GuestGetTool(), member.get(), call, object().put("guest", vmid + ""));
          case Address.Thing.OfTask(Upid upid) ->
              answer(new TaskGetTool(), member.get(), call, object().put("upid", upid.raw()));
        };
    return switch (reply.outcome()) {
      case DONE -> Optional.of(reply.text());
      case REFUSED, UNAVAILABLE -> throw new ReadFailure(reply.text());
      case USAGE, FAILED -> absent(address, member.get());
    };
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private <A extends Record> ToolReply answer(
      ProxmoxTool<A> tool, Member member, McpCall call, ObjectNode arguments)
      throws InterruptedException {
    arguments.put(Members.ARGUMENT, member.name());
    return new ToolRun(
            Ready.of(tool, server.members()), new ReadCall(call, arguments), server, null, Map.of())
        .reply();
  }

  /**
   * Empty if nothing is there.
   *
   * @throws ReadFailure if Proxmox lets something be hidden there
   */
  private static Optional<String> absent(Address address, Member member) throws ReadFailure {
    if (address.thing() instanceof Address.Thing.OfGuest(Vmid vmid)
        && member.product() == Product.PVE) {
      Optional<String> hidden =
          new GuestNames(List.of(), member.visibility()).hidden(vmid.toString());
      if (hidden.isPresent()) {
        throw new ReadFailure(
            "There is no guest %s that this token sees. %s".formatted(vmid, hidden.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * What of it matters to those who watch it.
   *
   * @param principal who watches
   */
  Sight sight(Address address, String principal) {
    Looking looking =
        new Looking(
            server.guard(),
            () -> new Guard.Request("watch", principal, principal),
            "resources/subscribe");
    return member(address)
        .map(one -> Sight.of(address.thing(), looking.recent(one)))
        .orElse(Sight.GONE);
  }
}
