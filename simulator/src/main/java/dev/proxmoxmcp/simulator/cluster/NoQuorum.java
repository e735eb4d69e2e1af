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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a node without quorum does instead of changing anything; it reads and stops guests as usual.
 * Recorded, but for what is said not to be.
 */
public final class NoQuorum implements Intervention {
  private static final String USERS = "cfs-lock 'file-user_cfg' error: no quorum!";
  private static final String STORAGES = "cfs-lock 'file-storage_cfg' error: no quorum!";

  private static final String JOBS = "cfs-lock 'file-jobs_cfg' error: no quorum!";
  private static final String RESOURCES = "cfs-lock 'domain-ha' error: no quorum!";
  private static final Map<String, Effect> EFFECTS = effects();

  /** By method and path. */
  private static Map<String, Effect> effects() {
    Map<String, Effect> effects = new HashMap<>();
    ofGuests(effects, "qemu", "qm", "/move_disk", "qmmove");
    ofGuests(effects, "lxc", "vz", "/move_volume", "move_volume");
    effects.put("POST /nodes/{node}/qemu/{vmid}/config", new Effect.FileClosed());
    locked(effects, USERS, "user", "/access/users", "/{userid}");
    locked(effects, USERS, "pool", "/pools", "");
    locked(effects, USERS, "pool", "/pools", "/{poolid}");
    locked(effects, STORAGES, "storage", "/storage", "/{storage}");
    locked(effects, RESOURCES, "resource", "/cluster/ha/resources", "/{sid}");
    String token = " /access/users/{userid}/token/{tokenid}";
    effects.put("POST" + token, new Effect.NotLocked("generating token failed: " + USERS));
    effects.put("PUT" + token, new Effect.NotLocked("updating token failed: " + USERS));
    effects.put("DELETE" + token, new Effect.NotLocked("deleting token failed: " + USERS));
    effects.put("PUT /access/acl", new Effect.NotLocked("ACL update failed: " + USERS));
    for (String what : new String[] {"group", "role"}) {
      locked(effects, USERS, what, "/access/" + what + "s", "/{" + what + "id}");
      effects.put(
          "PUT /access/" + what + "s/{" + what + "id}",
          new Effect.NotLocked("modify " + what + " failed: " + USERS));
    }
    effects.put("POST /cluster/backup", new Effect.NotLocked(JOBS));
    effects.put("PUT /cluster/backup/{id}", new Effect.NotLocked(JOBS));
    effects.put("DELETE /cluster/backup/{id}", new Effect.NotLocked(JOBS));
    effects.put(
        "PUT /cluster/options",
        new Effect.NotLocked("cfs-lock 'file-datacenter_cfg' error: no quorum!"));
    return effects;
  }

  /** Recorded for VMs, and of those not for clones, templates and changes of disks. */
  private static void ofGuests(
      Map<String, Effect> effects, String type, String prefix, String move, String moveTask) {
    String all = "/nodes/{node}/" + type;
    String one = all + "/{vmid}";
    effects.put("POST " + all, new Effect.NotReady());
    for (String action : new String[] {"/status/start", "/migrate", "/clone"}) {
      effects.put("POST " + one + action, new Effect.NotReady());
    }
    effects.put("PUT " + one + "/config", new Effect.FileClosed());
    effects.put("PUT " + one + "/unlink", new Effect.FileClosed());
    effects.put("PUT " + one + "/snapshot/{snapname}/config", new Effect.FileClosed());
    effects.put("POST " + one + "/snapshot", new Effect.TaskFails(prefix + "snapshot"));
    effects.put(
        "POST " + one + "/snapshot/{snapname}/rollback", new Effect.TaskFails(prefix + "rollback"));
    effects.put(
        "DELETE " + one + "/snapshot/{snapname}", new Effect.TaskFails(prefix + "delsnapshot"));
    effects.put("DELETE " + one, new Effect.TaskFails(prefix + "destroy"));
    effects.put("POST " + one + "/template", new Effect.TaskFails(prefix + "template"));
    effects.put("PUT " + one + "/resize", new Effect.TaskFails("resize"));
    effects.put("POST " + one + move, new Effect.TaskFails(moveTask));
  }

  /** What changes a file of the cluster; recorded for its additions. */
  private static void locked(
      Map<String, Effect> effects, String lock, String what, String all, String one) {
    effects.put("POST " + all, new Effect.NotLocked("create " + what + " failed: " + lock));
    String update = what.equals("pool") ? "pools" : what;
    effects.put("PUT " + all + one, new Effect.NotLocked("update " + update + " failed: " + lock));
    effects.put("DELETE " + all + one, new Effect.NotLocked("delete " + what + " failed: " + lock));
  }

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
