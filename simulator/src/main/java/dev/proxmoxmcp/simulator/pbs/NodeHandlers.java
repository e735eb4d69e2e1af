package dev.proxmoxmcp.simulator.pbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine itself, and what everybody may ask. */
final class NodeHandlers {
  private static final String NODE = "/nodes/{node}";
  private static final long GIB = 1L << 30;
  private static final Duration REFRESH = Duration.ofSeconds(6);
  private static final List<String> SERVICES =
      List.of(
          "proxmox-backup-proxy",
          "proxmox-backup",
          "systemd-timesyncd",
          "chrony",
          "cron",
          "postfix",
          "ssh",
          "syslog",
          "zfs-zed");

  private final BackupState state;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, String> stopped = new LinkedHashMap<>();

  NodeHandlers(BackupState state) {
    this.state = state;
    settings.put("timezone", "UTC");
    settings.put("search", "lan");
    settings.put("dns1", "192.0.2.1");
  }

  void register(Handlers handlers) {
    handlers
        .get(
            "/version",
            _ ->
                BackupAnswer.of(
                    Map.of("version", "4.1", "release", "4", "repoid", "6c8205e9c5a09ba4")))
        .get("/ping", _ -> BackupAnswer.of(Map.of("pong", true)))
        .get("/nodes", _ -> BackupAnswer.of(List.of(Map.of("node", "localhost"))))
        .get(NODE + "/status", this::status)
        .get(
            NODE + "/services", _ -> BackupAnswer.of(SERVICES.stream().map(this::service).toList()))
        .get(NODE + "/services/{service}/state", this::serviceState)
        .post(NODE + "/services/{service}/start", call -> service(call, true))
        .post(NODE + "/services/{service}/restart", call -> service(call, true))
        .post(NODE + "/services/{service}/stop", call -> service(call, false))
        .get(NODE + "/time", this::time)
        .put(
            NODE + "/time",
            call -> {
              settings.put("timezone", call.text("timezone"));
              return BackupAnswer.done();
            })
        .get(NODE + "/dns", _ -> BackupAnswer.of(dns()))
        .put(NODE + "/dns", this::changeDns)
        .get(NODE + "/network", _ -> BackupAnswer.of(List.of(loopback(), card())))
        .get(
            NODE + "/subscription",
            _ ->
                BackupAnswer.of(
                    Map.of(
                        "status", "notfound",
                        "message", "There is no subscription key",
                        "url", "https://www.proxmox.com/proxmox-backup-server/pricing")))
        .get(NODE + "/apt/update", _ -> BackupAnswer.of(updates()))
        .post(NODE + "/apt/update", this::refresh)
        .get(
            NODE + "/apt/versions",
            _ ->
                BackupAnswer.of(
                    List.of(
                        pack("proxmox-backup-server", "4.1.1-1", Optional.empty()),
                        pack("proxmox-kernel-6.17", "6.17.4-1", Optional.empty()))))
        .get(NODE + "/certificates/info", this::certificates)
        .get(NODE + "/disks/list", _ -> BackupAnswer.of(List.of(disk("nvme0n1", "ssd", 480))))
        .get(
            NODE + "/identity",
            _ -> BackupAnswer.of(Map.of("pbs-instance-id", "3f1c2a8e-9d6b-4d7f-8a51-0c9e6b7d4f20")))
        .get(NODE + "/config", _ -> BackupAnswer.of(Map.of()));
  }

  private BackupAnswer status(BackupCall call) {
    Map<String, Object> status = new LinkedHashMap<>();
    Duration up = Duration.between(state.host().bootedAt(), call.now());
    status.put("uptime", up.toSeconds());
    status.put("cpu", 0.042);
    status.put("wait", 0.006);
    status.put("loadavg", List.of(0.31, 0.28, 0.22));
    status.put("memory", used(32 * GIB, 9 * GIB, "free"));
    status.put("swap", used(8 * GIB, 0, "free"));
    status.put("root", used(100 * GIB, 14 * GIB, "avail"));
    status.put("cpuinfo", Map.of("cpus", 8, "sockets", 1, "model", "Intel(R) Xeon(R) E-2334"));
    status.put(
        "current-kernel",
        Map.of(
            "sysname", "Linux",
            "release", "6.17.4-1-pve",
            "version", "#1 SMP PREEMPT_DYNAMIC PMX 6.17.4-1",
            "machine", "x86_64"));
    status.put("kversion", "Linux 6.17.4-1-pve #1 SMP PREEMPT_DYNAMIC PMX 6.17.4-1");
    status.put("boot-info", Map.of("mode", "efi", "secureboot", false));
    status.put("info", Map.of("fingerprint", state.host().fingerprint()));
    return BackupAnswer.of(status);
  }

  private static Map<String, Object> used(long total, long used, String rest) {
    return Map.of("total", total, "used", used, rest, total - used);
  }

  private Map<String, Object> service(String name) {
    boolean absent = name.equals("systemd-timesyncd") || name.equals("zfs-zed");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("service", name);
    row.put("name", name);
    row.put("desc", name + ".service");
    row.put("state", absent ? "dead" : stopped.getOrDefault(name, "running"));
    row.put("unit-state", absent ? "not-found" : "enabled");
    return row;
  }

  private Map<String, Object> known(BackupCall call) {
    String name = call.text("service");
    if (!SERVICES.contains(name)) {
      throw Refused.bad("no such service '" + name + "'");
    }
    return service(name);
  }

  private BackupAnswer serviceState(BackupCall call) {
    return BackupAnswer.of(known(call));
  }

  private BackupAnswer service(BackupCall call, boolean run) {
    known(call);
    String name = call.text("service");
    BackupTask task =
        state
            .tasks()
            .start(
                run ? "srvstart" : "srvstop",
                name,
                call.caller(),
                one -> {
                  if (run) {
                    stopped.remove(name);
                  } else {
                    stopped.put(name, "dead");
                  }
                  one.succeed();
                });
    return BackupAnswer.of(task.upid().toString());
  }

  private BackupAnswer time(BackupCall call) {
    long now = call.now().getEpochSecond();
    return BackupAnswer.of(
        Map.of("time", now, "localtime", now, "timezone", settings.getOrDefault("timezone", "")));
  }

  private Map<String, Object> dns() {
    Map<String, Object> dns = new LinkedHashMap<>(settings);
    dns.remove("timezone");
    dns.put("digest", "0".repeat(64));
    return dns;
  }

  private BackupAnswer changeDns(BackupCall call) {
    call.list("delete").forEach(settings::remove);
    call.values()
        .forEach((name, value) -> {
          if (name.matches("search|dns[1-3]")) {
            settings.put(name, value);
          }
        });
    return BackupAnswer.done();
  }

  private static Map<String, Object> loopback() {
    return network("lo", "loopback", "127.0.0.1/8");
  }

  private static Map<String, Object> card() {
    return network("nic0", "eth", "192.0.2.21/24");
  }

  private static Map<String, Object> network(String name, String type, String cidr) {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("name", name);
    network.put("type", type);
    network.put("active", true);
    network.put("autostart", true);
    network.put("cidr", cidr);
    network.put("method", "static");
    network.put("altnames", List.of());
    network.put("options", List.of());
    network.put("options6", List.of());
    return network;
  }

  private static List<Map<String, Object>> updates() {
    List<Map<String, Object>> updates = new ArrayList<>();
    updates.add(pack("proxmox-backup-server", "4.1.2-1", Optional.of("4.1.1-1")));
    updates.add(pack("openssl", "3.5.4-1~deb13u2", Optional.of("3.5.4-1~deb13u1")));
    return updates;
  }

  private static Map<String, Object> pack(String name, String version, Optional<String> old) {
    boolean own = name.startsWith("proxmox");
    Map<String, Object> pack = new LinkedHashMap<>();
    pack.put("Package", name);
    pack.put("Title", name);
    pack.put("Description", name);
    pack.put("Arch", "amd64");
    pack.put("Origin", own ? "Proxmox" : "Debian");
    pack.put("Priority", own ? "extra" : "important");
    pack.put("Section", "admin");
    pack.put("Version", version);
    old.ifPresent(text -> pack.put("OldVersion", text));
    return pack;
  }

  private BackupAnswer refresh(BackupCall call) {
    BackupTask task =
        state
            .tasks()
            .start(
                "aptupdate",
                "",
                call.caller(),
                one -> {
                  one.say("update package database");
                  one.after(REFRESH, one::succeed);
                });
    return BackupAnswer.of(task.upid().toString());
  }

  private BackupAnswer certificates(BackupCall call) {
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("filename", "proxy.pem");
    certificate.put("subject", "CN=" + state.host().name());
    certificate.put("issuer", "CN=" + state.host().name());
    certificate.put("san", List.of("localhost", "127.0.0.1"));
    certificate.put("fingerprint", state.host().fingerprint());
    certificate.put("public-key-type", "id-ecPublicKey");
    certificate.put("public-key-bits", 256);
    certificate.put("notafter", call.now().plus(Duration.ofDays(700)).getEpochSecond());
    return BackupAnswer.of(List.of(certificate));
  }

  private static Map<String, Object> disk(String name, String type, long gib) {
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("name", name);
    disk.put("devpath", "/dev/" + name);
    disk.put("disk-type", type);
    disk.put("gpt", true);
    disk.put("model", "SAMSUNG MZVL2512HCJQ");
    disk.put("serial", "S675NX0T000000");
    disk.put("size", gib * GIB);
    disk.put("status", "passed");
    disk.put("used", "lvm");
    disk.put("wearout", 3.0);
    return disk;
  }
}
