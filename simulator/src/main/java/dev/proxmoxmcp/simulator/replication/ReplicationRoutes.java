package dev.proxmoxmcp.simulator.replication;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replication jobs: kept with their guests, and run when somebody asks for it; their schedule does
 * nothing. Mutable; guarded by the timeline's turn.
 */
public final class ReplicationRoutes {
  private static final Pattern VOLUME =
      Pattern.compile("([A-Za-z][A-Za-z0-9._-]*):([^,]+)(?:,.*)?");
  private static final Set<String> NUMBERS = Set.of("disable");
  private static final Set<String> ABOUT = Set.of("id", "digest", "delete", "force", "keep");
  private static final Duration TAKES = Duration.ofSeconds(4);

  private final Guests guests;
  private final Storages storages;
  private final Predicate<String> isNode;
  private final Map<String, Job> jobs = new TreeMap<>();

  private record Job(Map<String, Object> settings, Optional<Instant> lastSync) {}

  /**
   * No jobs yet.
   *
   * @param isNode whether there is a node of that name
   */
  public ReplicationRoutes(Guests guests, Storages storages, Predicate<String> isNode) {
    this.guests = guests;
    this.storages = storages;
    this.isNode = isNode;
  }

  /** The table. */
  public List<Route> routes() {
    String one = "/cluster/replication/{id}";
    String ofNode = "/nodes/{node}/replication";
    return List.of(
        Route.get("/cluster/replication").answers(this::list),
        Route.post("/cluster/replication").takesAll().answers(this::create),
        Route.get(one).answers(call -> Answer.of(shown(call.required("id"), require(call)))),
        Route.put(one).takesAll().answers(this::change),
        Route.delete(one).takesAll().answers(this::delete),
        Route.get(ofNode).takesAll().answers(this::onNode),
        Route.get(ofNode + "/{id}").lists("name", "schedule_now", "log", "status"),
        Route.get(ofNode + "/{id}/status").answers(this::status),
        Route.get(ofNode + "/{id}/log").takesAll().answers(this::log),
        Route.post(ofNode + "/{id}/schedule_now").answers(this::runNow));
  }

  private Answer list(Call call) {
    return Answer.of(
        jobs.entrySet().stream()
            .filter(job -> visible(job.getKey(), call))
            .map(job -> shown(job.getKey(), job.getValue()))
            .toList());
  }

  private static boolean visible(String id, Call call) {
    return call.caller().may("/vms/" + guest(id), "VM.Audit");
  }

  private static int guest(String id) {
    return Integer.parseInt(id.substring(0, id.indexOf('-')));
  }

  private Map<String, Object> shown(String id, Job job) {
    Map<String, Object> row = new LinkedHashMap<>(job.settings());
    row.put("id", id);
    row.put("guest", guest(id));
    row.put("jobnum", Integer.parseInt(id.substring(id.indexOf('-') + 1)));
    row.put("digest", digest());
    return row;
  }

  private String digest() {
    return Digest.of(jobs.toString());
  }

  private Job require(Call call) {
    String id = call.required("id");
    Job job = jobs.get(id);
    if (job == null) {
      throw new Refusal.Died("no such replication job '" + id + "'");
    }
    return job;
  }

  private Answer create(Call call) {
    String id = call.required("id");
    if (jobs.containsKey(id)) {
      throw new Refusal.Died("replication job '" + id + "' already exists");
    }
    Guest guest =
        guests
            .find(guest(id))
            .orElseThrow(() -> new Refusal.Died("guest '" + guest(id) + "' does not exist"));
    String target = call.required("target");
    if (!isNode.test(target)) {
      throw new Refusal.Died("target '" + target + "' does not exist");
    }
    if (target.equals(guest.node())) {
      throw new Refusal.Died("source and target node are identical");
    }
    requireReplicable(guest);
    Map<String, Object> settings = settings(call);
    settings.putIfAbsent("schedule", "*/15");
    settings.put("source", guest.node());
    jobs.put(id, new Job(settings, Optional.empty()));
    return Answer.of(null);
  }

  /** Only ZFS on the node itself sends the difference between two snapshots. */
  private void requireReplicable(Guest guest) {
    for (Object setting : guest.config().values()) {
      Matcher volume = VOLUME.matcher(String.valueOf(setting));
      Optional<Storage> storage =
          volume.matches() ? storages.find(volume.group(1)) : Optional.empty();
      boolean disk = storage.isPresent() && !String.valueOf(setting).contains("media=cdrom");
      if (disk && !storage.get().type().equals("zfspool")) {
        throw new Refusal.Died(
            "missing replicate feature on volume '%s:%s'"
                .formatted(volume.group(1), volume.group(2)));
      }
    }
  }

  private static Map<String, Object> settings(Call call) {
    return call.settings(ABOUT, NUMBERS);
  }

  private Answer change(Call call) {
    Job job = require(call);
    Digest.require(call, digest(), "");
    job.settings().keySet().removeAll(call.list("delete"));
    job.settings().putAll(settings(call));
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    require(call);
    jobs.remove(call.required("id"));
    return Answer.of(null);
  }

  private Answer onNode(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    jobs.forEach((id, job) -> {
      boolean wanted =
          call.text("guest").filter(vmid -> !vmid.equals(String.valueOf(guest(id)))).isEmpty();
      if (wanted && call.node().equals(job.settings().get("source")) && visible(id, call)) {
        rows.add(state(id, job));
      }
    });
    return Answer.of(rows);
  }

  private Map<String, Object> state(String id, Job job) {
    Map<String, Object> row = shown(id, job);
    row.remove("digest");
    row.put("fail_count", 0);
    row.put("last_sync", job.lastSync().map(Instant::getEpochSecond).orElse(0L));
    row.put("last_try", job.lastSync().map(Instant::getEpochSecond).orElse(0L));
    row.put("duration", job.lastSync().isPresent() ? TAKES.toSeconds() : 0);
    row.put("vmtype", guests.find(guest(id)).map(guest -> guest.kind().type()).orElse("qemu"));
    return row;
  }

  private Answer status(Call call) {
    return Answer.of(state(call.required("id"), require(call)));
  }

  private Answer log(Call call) {
    Job job = require(call);
    String line =
        job.lastSync()
            .map(at -> call.required("id") + ": end replication job")
            .orElse("no content");
    return new Answer.Page(List.of(Map.of("n", 1, "t", line)), 1, true);
  }

  /** The scheduler of a real host does it at its next look, within a minute. */
  private Answer runNow(Call call) {
    Job job = require(call);
    jobs.put(call.required("id"), new Job(job.settings(), Optional.of(call.now())));
    return Answer.of(null);
  }
}
