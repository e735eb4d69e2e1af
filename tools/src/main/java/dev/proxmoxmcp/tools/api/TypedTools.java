package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.tools.CallContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which tool does the work of an endpoint better: with checks before it, for many at once. */
final class TypedTools {
  private record Typed(Pattern title, String tool) {}

  private static final List<Typed> ALL =
      List.of(
          typed("POST /nodes/\\{node}/(qemu|lxc)/\\{vmid}/status/.*", "guest_power"),
          typed("POST /nodes/\\{node}/(qemu|lxc)/\\{vmid}/snapshot", "snapshot_create"),
          typed(
              "POST /nodes/\\{node}/(qemu|lxc)/\\{vmid}/snapshot/\\{snapname}/rollback",
              "snapshot_rollback"),
          typed(
              "DELETE /nodes/\\{node}/(qemu|lxc)/\\{vmid}/snapshot/\\{snapname}",
              "snapshot_delete"),
          typed("POST /nodes/\\{node}/vzdump", "backup_create"),
          typed("(GET|POST) /nodes/\\{node}/qemu/\\{vmid}/agent/exec(-status)?", "guest_exec"),
          typed("GET /nodes/\\{node}/qemu/\\{vmid}/agent/file-read", "guest_file_read"),
          typed("POST /nodes/\\{node}/qemu/\\{vmid}/agent/file-write", "guest_file_write"),
          typed("GET /cluster/resources|GET /nodes/\\{node}/(qemu|lxc)", "guest_list"),
          typed(
              "GET /nodes/\\{node}/(qemu|lxc)/\\{vmid}/(status/current|config|snapshot|pending)",
              "guest_get"),
          typed("GET /nodes/\\{node}/tasks|GET /cluster/tasks", "task_list"),
          typed("GET /nodes/\\{node}/tasks/\\{upid}/(status|log)", "task_get"),
          typed("GET /nodes/\\{node}/storage", "storage_list"),
          typed("GET /nodes/\\{node}/storage/\\{storage}/content", "volume_list"),
          typed("GET /nodes", "node_list"),
          typed("GET /nodes/\\{node}/status", "node_get"),
          typed("GET /nodes/\\{node}(/.*)?/rrddata", "metrics_query"),
          typed("GET /access/permissions", "whoami"));

  private TypedTools() {}

  private static Typed typed(String title, String tool) {
    return new Typed(Pattern.compile(title), tool);
  }

  /** A sentence that recommends the tool; empty if there is none, or it is not served here. */
  static Optional<String> of(ApiEndpoint endpoint, CallContext context) {
    return ALL.stream()
        .filter(typed -> typed.title().matcher(endpoint.title()).matches())
        .map(Typed::tool)
        .filter(context::serves)
        .findFirst()
        .map(tool -> "The tool " + tool + " does this better.");
  }
}
