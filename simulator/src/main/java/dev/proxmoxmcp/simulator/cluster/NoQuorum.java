package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Intervention;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.api.Verb;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.Map;
import java.util.Optional;

/**
 * What a node without quorum does instead of changing anything; it reads and stops guests as usual.
 * Recorded, but for what is said not to be.
 */
public final class NoQuorum implements Intervention {
  private static final String USERS = "cfs-lock 'file-user_cfg' error: no quorum!";
  private static final String STORAGES = "cfs-lock 'file-storage_cfg' error: no quorum!";

  private static final Map<String, Effect> EFFECTS =
      Map.ofEntries(
          Map.entry("POST /nodes/{node}/qemu", new Effect.NotReady()),
          Map.entry("POST /nodes/{node}/lxc", new Effect.NotReady()),
          Map.entry("POST /nodes/{node}/qemu/{vmid}/status/start", new Effect.NotReady()),
          Map.entry("POST /nodes/{node}/lxc/{vmid}/status/start", new Effect.NotReady()),
          Map.entry("POST /nodes/{node}/qemu/{vmid}/migrate", new Effect.NotReady()),
          // Not recorded, as the second half of the snapshots below: read in the sources.
          Map.entry("POST /nodes/{node}/lxc/{vmid}/migrate", new Effect.NotReady()),
          Map.entry("PUT /nodes/{node}/qemu/{vmid}/config", new Effect.FileClosed()),
          Map.entry("POST /nodes/{node}/qemu/{vmid}/config", new Effect.FileClosed()),
          Map.entry("PUT /nodes/{node}/lxc/{vmid}/config", new Effect.FileClosed()),
          Map.entry("POST /nodes/{node}/qemu/{vmid}/snapshot", new Effect.TaskFails("qmsnapshot")),
          Map.entry(
              "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
              new Effect.TaskFails("qmrollback")),
          Map.entry(
              "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
              new Effect.TaskFails("qmdelsnapshot")),
          Map.entry("DELETE /nodes/{node}/qemu/{vmid}", new Effect.TaskFails("qmdestroy")),
          Map.entry("POST /nodes/{node}/lxc/{vmid}/snapshot", new Effect.TaskFails("vzsnapshot")),
          Map.entry(
              "POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback",
              new Effect.TaskFails("vzrollback")),
          Map.entry(
              "DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}",
              new Effect.TaskFails("vzdelsnapshot")),
          Map.entry("DELETE /nodes/{node}/lxc/{vmid}", new Effect.TaskFails("vzdestroy")),
          Map.entry("POST /pools", new Effect.NotLocked("create pool failed: " + USERS)),
          Map.entry("POST /access/users", new Effect.NotLocked("create user failed: " + USERS)),
          Map.entry(
              "POST /access/users/{userid}/token/{tokenid}",
              new Effect.NotLocked("generating token failed: " + USERS)),
          Map.entry("PUT /access/acl", new Effect.NotLocked("ACL update failed: " + USERS)),
          // Not recorded, but the same file.
          Map.entry(
              "PUT /access/users/{userid}", new Effect.NotLocked("update user failed: " + USERS)),
          Map.entry(
              "DELETE /access/users/{userid}",
              new Effect.NotLocked("delete user failed: " + USERS)),
          Map.entry(
              "PUT /access/users/{userid}/token/{tokenid}",
              new Effect.NotLocked("updating token failed: " + USERS)),
          Map.entry(
              "DELETE /access/users/{userid}/token/{tokenid}",
              new Effect.NotLocked("deleting token failed: " + USERS)),
          Map.entry("POST /access/groups", new Effect.NotLocked("create group failed: " + USERS)),
          Map.entry(
              "PUT /access/groups/{groupid}",
              new Effect.NotLocked("modify group failed: " + USERS)),
          Map.entry(
              "DELETE /access/groups/{groupid}",
              new Effect.NotLocked("delete group failed: " + USERS)),
          Map.entry("POST /access/roles", new Effect.NotLocked("create role failed: " + USERS)),
          Map.entry(
              "PUT /access/roles/{roleid}", new Effect.NotLocked("modify role failed: " + USERS)),
          Map.entry(
              "DELETE /access/roles/{roleid}",
              new Effect.NotLocked("delete role failed: " + USERS)),
          Map.entry("POST /storage", new Effect.NotLocked("create storage failed: " + STORAGES)),
          Map.entry(
              "PUT /cluster/options",
              new Effect.NotLocked("cfs-lock 'file-datacenter_cfg' error: no quorum!")));

  private sealed interface Effect {
    /** Refused at once. */
    record NotReady() implements Effect {}

    /** Refused at once: the guest's file cannot be written. */
    record FileClosed() implements Effect {}

    /** Accepted; then the task fails as the guest's file cannot be written. */
    record TaskFails(String type) implements Effect {}

    /** Refused after a while: a file of the cluster cannot be locked. */
    record NotLocked(String text) implements Effect {}
  }

  private final Nodes nodes;
  private final Tasks tasks;

  /** Watches over these nodes. */
  public NoQuorum(Nodes nodes, Tasks tasks) {
    this.nodes = nodes;
    this.tasks = tasks;
  }

  @Override
  public Optional<Answer> before(Route route, Call call) {
    if (route.verb() == Verb.GET || nodes.quorate(call.asked())) {
      return Optional.empty();
    }
    Effect effect = EFFECTS.get(route.verb() + " " + route.path());
    if (effect == null) {
      return Optional.empty();
    }
    return switch (effect) {
      case Effect.NotReady() -> throw new Refusal.Died("cluster not ready - no quorum?");
      case Effect.FileClosed() -> throw new Refusal.Died(fileClosed(call, route, 7556));
      case Effect.TaskFails(String type) -> Optional.of(failedTask(type, route, call));
      case Effect.NotLocked(String text) -> throw Refusal.GivenUp.locking(text);
    };
  }

  private Answer failedTask(String type, Route route, Call call) {
    Task task =
        tasks.start(
            new Tasks.Subject(
                call.node(), type, String.valueOf(call.vmid()), call.caller().tokenId()),
            failing -> failing.fail(fileClosed(call, route, failing.upid().pid())));
    return Answer.of(task.upid().toString());
  }

  private static String fileClosed(Call call, Route route, int pid) {
    String folder = route.path().contains("/qemu/") ? "qemu-server" : "lxc";
    return "unable to open file '/etc/pve/nodes/%s/%s/%d.conf.tmp.%d' - Permission denied"
        .formatted(call.node(), folder, call.vmid(), pid);
  }
}
