package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What monitoring fetches at once, {@code /cluster/metrics/export}. */
public final class MetricExport {
  /** The figures of the resource list, with the name and kind that they have here. */
  private static final List<Figure> FIGURES =
      List.of(
          new Figure("uptime", "uptime", "gauge"),
          new Figure("cpu", "cpu_current", "gauge"),
          new Figure("maxcpu", "cpu_max", "gauge"),
          new Figure("mem", "mem_used", "gauge"),
          new Figure("maxmem", "mem_total", "gauge"),
          new Figure("disk", "disk_used", "gauge"),
          new Figure("maxdisk", "disk_total", "gauge"),
          new Figure("netin", "net_in", "derive"),
          new Figure("netout", "net_out", "derive"),
          new Figure("diskread", "disk_read", "derive"),
          new Figure("diskwrite", "disk_write", "derive"));

  private final Resources resources;

  /** Of these resources. */
  public MetricExport(Resources resources) {
    this.resources = resources;
  }

  private record Figure(String key, String metric, String type) {}

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/cluster/metrics/export")
            .needs(Permission.all("/", "Sys.Audit"))
            .takesAll()
            .answers(this::export));
  }

  /** The present alone: nothing keeps what was. */
  private Answer export(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> resource : resources.all(call)) {
      for (Figure figure : FIGURES) {
        if (resource.get(figure.key()) instanceof Number value) {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("id", resource.getOrDefault("id", ""));
          row.put("metric", figure.metric());
          row.put("timestamp", call.now().getEpochSecond());
          row.put("type", figure.type());
          row.put("value", value);
          rows.add(row);
        }
      }
    }
    return Answer.of(Map.of("data", rows));
  }
}
