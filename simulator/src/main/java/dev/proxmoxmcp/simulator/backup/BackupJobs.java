package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Disks;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jobs that back up guests by the clock: {@code /cluster/backup}. They are kept and shown; none
 * of them runs. Mutable; guarded by the timeline's turn.
 */
public final class BackupJobs {
  private static final Permission AUDIT = Permission.all("/", "Sys.Audit");
  private static final Permission MODIFY = Permission.all("/", "Sys.Modify");
  private static final Pattern TIME = Pattern.compile("(?:.* )?(\\d{1,2}):(\\d{2})");
  private static final List<String> TEXTS =
      List.of(
          "bwlimit",
          "comment",
          "dow",
          "exclude",
          "fleecing",
          "mailto",
          "node",
          "notes-template",
          "performance",
          "pool",
          "prune-backups",
          "starttime",
          "storage",
          "vmid");
  private static final List<String> FLAGS =
      List.of("all", "enabled", "protected", "remove", "repeat-missed", "stdexcludes");

  private final Map<String, Map<String, Object>> jobs = new TreeMap<>();
  private final Guests guests;

  /** No jobs yet, about these guests. */
  public BackupJobs(Guests guests) {
    this.guests = guests;
  }

  /** The table. */
  public List<Route> routes() {
    List<Parameter> fresh = settings();
    fresh.add(Parameter.configId("id", 50));
    List<Parameter> changed = settings();
    changed.add(Parameter.text("delete"));
    changed.add(Parameter.text("digest", 40));
    return List.of(
        Route.get("/cluster/backup").needs(AUDIT).answers(this::list),
        Route.post("/cluster/backup").needs(MODIFY).takes(fresh).answers(this::create),
        Route.get("/cluster/backup/{id}").needs(AUDIT).answers(this::read),
        Route.put("/cluster/backup/{id}").needs(MODIFY).takes(changed).answers(this::change),
        Route.delete("/cluster/backup/{id}").needs(MODIFY).answers(this::delete),
        Route.get("/cluster/backup/{id}/included_volumes").needs(AUDIT).answers(this::volumes),
        Route.get("/cluster/backup-info/not-backed-up").needs(AUDIT).answers(this::uncovered));
  }

  private static List<Parameter> settings() {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.choice("compress", "0", "1", "gzip", "lzo", "zstd"));
    all.add(Parameter.choice("mode", "snapshot", "suspend", "stop"));
    all.add(Parameter.choice("mailnotification", "always", "failure"));
    all.add(
        Parameter.choice("notification-mode", "auto", "legacy-sendmail", "notification-system"));
    all.add(Parameter.integer("zstd", 0));
    all.add(Parameter.text("schedule"));
    TEXTS.forEach(name -> all.add(Parameter.text(name)));
    FLAGS.forEach(name -> all.add(Parameter.flag(name)));
    return all;
  }

  private static void set(Map<String, Object> job, Call call) {
    for (Parameter setting : settings()) {
      call.text(setting.name())
          .ifPresent(text ->
              job.put(
                  setting.name(),
                  setting.name().equals("prune-backups") ? keep(text) : setting.stored(text)));
    }
  }

  /** {@code keep-last=3,keep-daily=7} as answers show it. */
  private static Map<String, String> keep(String text) {
    Map<String, String> keep = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        keep.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return keep;
  }

  private Answer create(Call call) {
    String id =
        call.text("id")
            .orElseGet(() -> "backup-" + Digest.of(call.now().toString()).substring(0, 8));
    if (jobs.containsKey(id)) {
      throw new Refusal.Died("Job '" + id + "' already exists");
    }
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("id", id);
    job.put("type", "vzdump");
    job.put("enabled", 1);
    set(job, call);
    jobs.put(id, job);
    return Answer.of(null);
  }

  private Answer list(Call call) {
    return Answer.of(
        jobs.values().stream()
            .map(job -> {
              Map<String, Object> row = new LinkedHashMap<>(job);
              if (!Long.valueOf(0).equals(job.get("enabled"))) {
                row.put("next-run", next(job, call.now()).getEpochSecond());
              }
              return row;
            })
            .toList());
  }

  /** The next time of day that the schedule names; at midnight where it names none. */
  private static Instant next(Map<String, Object> job, Instant now) {
    Matcher time = TIME.matcher(String.valueOf(job.getOrDefault("schedule", "")));
    LocalTime at =
        time.matches()
            ? LocalTime.of(
                Integer.parseInt(time.group(1)) % 24, Integer.parseInt(time.group(2)) % 60)
            : LocalTime.MIDNIGHT;
    ZonedDateTime today = now.atZone(ZoneOffset.UTC);
    ZonedDateTime next = today.with(at).withNano(0);
    return (next.isAfter(today) ? next : next.plusDays(1)).toInstant();
  }

  private Map<String, Object> require(Call call) {
    String id = call.required("id");
    Map<String, Object> job = jobs.get(id);
    if (job == null) {
      throw Refusal.BadParameters.about("id", "No such job '" + id + "'");
    }
    return job;
  }

  private Answer read(Call call) {
    return Answer.of(require(call));
  }

  private Answer change(Call call) {
    Map<String, Object> job = require(call);
    Digest.require(call, Digest.of(jobs.toString()), "");
    job.keySet().removeAll(call.list("delete"));
    set(job, call);
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    String id = call.required("id");
    if (jobs.remove(id) == null) {
      // Measured: here the refusal of one handler is what another dies of.
      throw new Refusal.Died("400 Parameter verification failed.\nid: No such job '" + id + "'");
    }
    return Answer.of(null);
  }

  /** What of each guest goes into the backups of a job. */
  private Answer volumes(Call call) {
    Map<String, Object> job = require(call);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Guest guest : guests.all()) {
      if (covers(job, guest)) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", guest.vmid());
        row.put("type", guest.kind().type());
        row.put("name", guest.name());
        row.put("leaf", 0);
        row.put("children", Disks.inBackups(guest));
        rows.add(row);
      }
    }
    return Answer.of(Map.of("children", rows));
  }

  private Answer uncovered(Call call) {
    return Answer.of(
        guests.all().stream()
            .filter(guest -> call.caller().may("/vms/" + guest.vmid(), "VM.Audit"))
            .filter(guest -> jobs.values().stream().noneMatch(job -> covers(job, guest)))
            .map(guest ->
                Map.<String, Object>of(
                    "vmid", guest.vmid(), "name", guest.name(), "type", guest.kind().type()))
            .toList());
  }

  private static boolean covers(Map<String, Object> job, Guest guest) {
    String vmid = String.valueOf(guest.vmid());
    if (Long.valueOf(1).equals(job.get("all"))) {
      return !List.of(String.valueOf(job.getOrDefault("exclude", "")).split(",", -1))
          .contains(vmid);
    }
    return List.of(String.valueOf(job.getOrDefault("vmid", "")).split(",", -1)).contains(vmid)
        || guest.pool().filter(pool -> pool.equals(job.get("pool"))).isPresent();
  }
}
