package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which backups a retention would keep, and the removal of the others. */
public final class PruneRoutes {
  private static final String PATH = "/nodes/{node}/storage/{storage}/prunebackups";

  /** How a rule tells one period from the next; the shortest first, as they are applied. */
  private static final Map<String, DateTimeFormatter> PERIODS = periods();

  private final Storages storages;
  private final Volumes volumes;
  private final Tasks tasks;

  /** Of these backups. */
  public PruneRoutes(Storages storages, Volumes volumes, Tasks tasks) {
    this.storages = storages;
    this.volumes = volumes;
    this.tasks = tasks;
  }

  private static Map<String, DateTimeFormatter> periods() {
    Map<String, DateTimeFormatter> periods = new LinkedHashMap<>();
    periods.put("keep-hourly", DateTimeFormatter.ofPattern("uuuuMMddHH"));
    periods.put("keep-daily", DateTimeFormatter.ofPattern("uuuuMMdd"));
    periods.put("keep-weekly", DateTimeFormatter.ofPattern("YYYYww"));
    periods.put("keep-monthly", DateTimeFormatter.ofPattern("uuuuMM"));
    periods.put("keep-yearly", DateTimeFormatter.ofPattern("uuuu"));
    periods.replaceAll((_, format) -> format.withZone(ZoneOffset.UTC));
    return periods;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get(PATH)
            .needs(
                Permission.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace"))
            .takesAll()
            .answers(this::list),
        Route.delete(PATH).takesAll().answers(this::prune));
  }

  private record Marked(Volume backup, String mark) {}

  private List<Marked> marked(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String rule =
        call.text("prune-backups")
            .orElse(storage.place().getOrDefault("prune-backups", "keep-all=1"));
    Map<String, Integer> keep = new LinkedHashMap<>();
    for (String part : rule.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        keep.put(part.substring(0, equals).strip(), Integer.parseInt(part.substring(equals + 1)));
      }
    }
    Map<String, List<Volume>> groups = new TreeMap<>();
    volumes.on(storage, call.node()).stream()
        .filter(volume -> volume.content().equals("backup"))
        .filter(volume -> volume.visibleTo(call.caller(), storage.aclPath()))
        .filter(volume -> call.number("vmid", volume.vmid()) == volume.vmid())
        .filter(volume -> call.text("type").filter(type -> !type.equals(type(volume))).isEmpty())
        .forEach(volume ->
            groups
                .computeIfAbsent(type(volume) + "/" + volume.vmid(), _ -> new ArrayList<>())
                .add(volume));
    List<Marked> all = new ArrayList<>();
    groups.values().forEach(group -> all.addAll(mark(group, keep)));
    return all;
  }

  private static String type(Volume volume) {
    return String.valueOf(volume.facts().get("subtype"));
  }

  private static List<Marked> mark(List<Volume> group, Map<String, Integer> keep) {
    List<Volume> latestFirst = new ArrayList<>(group);
    latestFirst.sort(Comparator.comparing(Volume::createdAt).reversed());
    List<Volume> candidates = latestFirst.stream().filter(one -> !one.isProtected()).toList();
    Set<Volume> kept = new HashSet<>();
    boolean all = keep.isEmpty() || keep.getOrDefault("keep-all", 0) == 1;
    candidates.stream().limit(keep.getOrDefault("keep-last", 0)).forEach(kept::add);
    PERIODS.forEach(
        (rule, period) -> keepPeriods(candidates, kept, keep.getOrDefault(rule, 0), period));
    return latestFirst.stream()
        .map(one ->
            new Marked(
                one,
                one.isProtected() ? "protected" : all || kept.contains(one) ? "keep" : "remove"))
        .toList();
  }

  /** The latest of each period; one that a shorter rule keeps already uses none up. */
  private static void keepPeriods(
      List<Volume> candidates, Set<Volume> kept, int wanted, DateTimeFormatter period) {
    Set<String> done = new HashSet<>();
    kept.forEach(one -> done.add(period.format(one.createdAt())));
    int taken = 0;
    for (Volume candidate : candidates) {
      if (taken < wanted && done.add(period.format(candidate.createdAt()))) {
        kept.add(candidate);
        taken++;
      }
    }
  }

  private Answer list(Call call) {
    return Answer.of(
        marked(call).stream()
            .map(marked -> {
              Instant made = marked.backup().createdAt();
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("volid", marked.backup().volid());
              row.put("type", type(marked.backup()));
              row.put("vmid", marked.backup().vmid());
              row.put("ctime", made.getEpochSecond());
              row.put("mark", marked.mark());
              return row;
            })
            .toList());
  }

  private Answer prune(Call call) {
    Storage storage = storages.require(call.required("storage"));
    List<Marked> marked = marked(call);
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), "prunebackups", storage.name(), call.caller().tokenId()),
            pruning -> {
              for (Marked one : marked) {
                pruning.say(one.mark() + " " + one.backup().volid());
                if (one.mark().equals("remove")) {
                  volumes.remove(storage, call.node(), one.backup().volid());
                }
              }
              pruning.succeed();
            });
    return Answer.of(task.upid().toString());
  }
}
