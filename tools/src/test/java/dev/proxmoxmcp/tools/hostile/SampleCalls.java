package dev.proxmoxmcp.tools.hostile;

import java.util.List;
import java.util.Map;

/**
 * Calls of every tool that together show all that it can. Changes are shown as plans, or find their
 * aim as it is wanted already, so that the same call can be made again and again.
 */
final class SampleCalls {
  /** Tool to the arguments of each call; FAILED and DONE stand for the ids of tasks. */
  static final Map<String, List<List<String>>> OF =
      Map.ofEntries(
          one("cluster_overview", "", "format=detailed", "format=json"),
          one(
              "guest_list",
              "fields=cpu,memory,disk,uptime,tags,pool,lock,ha",
              "fields=cpu,memory,disk,uptime,tags,pool,lock,ha|format=json"),
          one(
              "guest_get",
              "guest=101|parts=tasks,snapshots,pending,addresses,filesystems,config",
              "guest=101|parts=tasks,snapshots,pending,addresses,filesystems,config|format=json",
              "guest=101|format=detailed",
              "guest=200|parts=addresses"),
          one("node_list", "", "format=json"),
          one("node_get", "node=pve1|format=detailed", "node=pve1|format=json"),
          one("storage_list", "", "format=json"),
          one("volume_list", "", "format=json"),
          one("backup_list", "", "format=json"),
          one("task_list", "", "format=json"),
          one("task_get", "upid=FAILED", "upid=DONE", "upid=FAILED|cursor=0|format=json"),
          one("metrics_query", "guest=101", "guest=101|format=json"),
          one("guest_power", "guests=101|action=start", "guests=101|action=stop|dry_run=true"),
          one("snapshot_create", "guests=101|name=now|dry_run=true"),
          one("snapshot_rollback", "guests=101|name=before-update|dry_run=true"),
          one("snapshot_delete", "guests=101|name=before-update|dry_run=true"),
          one(
              "guest_exec",
              "guest=101|command=[\"uname\",\"-a\"]",
              "guest=101|command=[\"uname\",\"-a\"]|format=json"),
          one(
              "guest_file_read",
              "guest=101|path=/etc/hostname",
              "guest=101|path=/etc/hostname|format=json"),
          one(
              "guest_file_write",
              "guest=101|path=/tmp/a|content=x",
              "guest=101|path=/tmp/a|content=x|format=json"),
          one("backup_create", "guests=101|dry_run=true"),
          one("whoami", "", "format=detailed", "format=json"),
          one("plan_execute", "plan=kfrfmgabqg50g8epaeqav55350"),
          one("change_undo", "change=kfrfmgabqg50g8epaeqav55350"),
          one("audit_list", "", "format=json"),
          one("api_search", "query=network interfaces of a guest"),
          one("api_describe", "endpoint=PUT /pools"),
          one(
              "api_read",
              "path=/nodes/pve1/qemu/101/config",
              "path=/nodes/pve1/qemu/101/config|format=json",
              "path=/nodes/pve1/qemu/101/agent/get-osinfo",
              "path=/nodes/pve1/qemu/101/agent/get-host-name",
              "path=/nodes/pve1/qemu/101/agent/get-fsinfo",
              "path=/nodes/pve1/qemu/101/agent/network-get-interfaces|format=json",
              "path=/nodes/pve1/lxc/200/interfaces",
              "path=/nodes/pve1/tasks/FAILED/log",
              "path=/nodes/pve1/syslog",
              "path=/nodes/pve1/journal",
              "path=/cluster/log",
              "path=/cluster/resources",
              "path=/cluster/resources|format=json",
              "path=/pools",
              "path=/access/users",
              "path=/storage",
              "path=/nodes/pve1/config",
              "path=/nodes/pve1/storage/local/content"),
          one(
              "api_write",
              "endpoint=PUT /nodes/pve1/qemu/101/config"
                  + "|parameters={\"description\":\"x\"}|dry_run=true",
              "endpoint=GET /nodes/pve1/qemu/101/agent/file-read"
                  + "|parameters={\"file\":\"/etc/hostname\"}"));

  /** What works on a Backup Server, too. */
  static final Map<String, List<List<String>>> ON_BACKUP_SERVERS =
      Map.ofEntries(
          one("cluster_overview", "", "format=detailed", "format=json"),
          one("node_list", ""),
          one("node_get", "node=localhost|format=detailed", "node=localhost|format=json"),
          one("storage_list", "", "format=json"),
          one("backup_list", "", "format=json"),
          one("task_list", "", "format=json"),
          one("task_get", "upid=FAILED", "upid=DONE"),
          one("whoami", ""),
          one("api_read", "path=/config/datastore", "path=/nodes/localhost/syslog"));

  private SampleCalls() {}

  private static Map.Entry<String, List<List<String>>> one(String tool, String... calls) {
    return Map.entry(
        tool,
        List.of(calls).stream()
            .map(call ->
                call.isEmpty()
                    ? List.<String>of()
                    : List.of(call.split("\\|", -1)).stream()
                        .<String>mapMulti((pair, all) -> {
                          int at = pair.indexOf('=');
                          all.accept(pair.substring(0, at));
                          all.accept(pair.substring(at + 1));
                        })
                        .toList())
            .toList());
  }
}
