package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services, certificates, network and updates of a node. */
public final class NodeInfoRoutes {
  private static final List<Service> SERVICES =
      List.of(
          new Service("chrony", "chrony, an NTP client/server"),
          new Service("corosync", "Corosync Cluster Engine"),
          new Service("cron", "Regular background program processing daemon"),
          new Service("ksmtuned", "Kernel Samepage Merging (KSM) Tuning Daemon"),
          new Service("lxcfs", "lxcfs"),
          new Service("postfix", "Postfix Mail Transport Agent"),
          new Service("pve-cluster", "The Proxmox VE cluster filesystem"),
          new Service("pve-firewall", "Proxmox VE firewall"),
          new Service("pve-ha-crm", "PVE Cluster HA Resource Manager Daemon"),
          new Service("pve-ha-lrm", "PVE Local HA Resource Manager Daemon"),
          new Service("pvedaemon", "PVE API Daemon"),
          new Service("pveproxy", "PVE API Proxy Server"),
          new Service("pvescheduler", "Proxmox VE scheduler"),
          new Service("pvestatd", "PVE Status Daemon"),
          new Service("qmeventd", "PVE Qemu Event Daemon"),
          new Service("spiceproxy", "PVE SPICE Proxy Server"),
          new Service("sshd", "OpenBSD Secure Shell server"),
          new Service("systemd-journald", "Journal Service"));

  /** What mails the second node's own messages, and has not started since its last update. */
  private static final String BROKEN_SERVICE = "postfix";

  private static final Duration SHORT_VALIDITY = Duration.ofDays(19);
  private static final Duration USUAL_VALIDITY = Duration.ofDays(611);

  private final Nodes nodes;

  /** Routes to these nodes. */
  public NodeInfoRoutes(Nodes nodes) {
    this.nodes = nodes;
  }

  private record Service(String name, String description) {}

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/nodes/{node}/services")
            .needs(Permission.all("/nodes/{node}", "Sys.Audit"))
            .answers(this::services),
        Route.get("/nodes/{node}/services/{service}")
            .lists("subdir", "state", "start", "stop", "restart", "reload"),
        Route.get("/nodes/{node}/services/{service}/state").answers(this::service),
        Route.get("/nodes/{node}/certificates/info").answers(this::certificates),
        Route.get("/nodes/{node}/apt/update")
            .needs(Permission.all("/nodes/{node}", "Sys.Modify"))
            .answers(this::updates));
  }

  private Node node(Call call) {
    return nodes
        .find(call.node())
        .orElseThrow(() -> new IllegalStateException("the API resolved an unknown node"));
  }

  /** As recorded; without a cluster there is no corosync to run. */
  private Answer services(Call call) {
    Node node = node(call);
    return Answer.of(SERVICES.stream().map(service -> state(node, service)).toList());
  }

  private Map<String, Object> state(Node node, Service service) {
    boolean idle = service.name().equals("corosync") && nodes.clusterName().isEmpty();
    boolean broken = service.name().equals(BROKEN_SERVICE) && node.number() == 2;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("service", service.name());
    row.put("name", service.name());
    row.put("desc", service.description());
    row.put("state", broken ? "failed" : idle ? "dead" : "running");
    row.put("active-state", broken ? "failed" : idle ? "inactive" : "active");
    row.put("unit-state", "enabled");
    return row;
  }

  private Answer service(Call call) {
    Node node = node(call);
    return Answer.of(
        SERVICES.stream()
            .filter(service -> service.name().equals(call.required("service")))
            .findFirst()
            .map(service -> state(node, service))
            .orElseThrow(
                () -> new Refusal.Died("no such service '" + call.required("service") + "'")));
  }

  private Answer certificates(Call call) {
    Node node = node(call);
    Instant madeAt = node.bootedAt();
    Instant end =
        call.now()
            .plus(node.number() == 3 ? SHORT_VALIDITY : USUAL_VALIDITY.minusDays(node.number()));
    Map<String, Object> authority =
        certificate("pve-root-ca.pem", "/CN=Proxmox Virtual Environment", madeAt);
    authority.put("notafter", madeAt.plus(Duration.ofDays(3650)).getEpochSecond());
    Map<String, Object> own =
        certificate(
            "pve-ssl.pem",
            "/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN="
                + node.name()
                + ".home.example",
            madeAt);
    own.put("notafter", end.getEpochSecond());
    own.put("fingerprint", node.fingerprint());
    own.put("san", List.of("127.0.0.1", "localhost", node.address(), node.name()));
    return Answer.of(List.of(authority, own));
  }

  private static Map<String, Object> certificate(String file, String subject, Instant madeAt) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("filename", file);
    row.put("subject", subject);
    row.put("issuer", "/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA");
    row.put("notbefore", madeAt.getEpochSecond());
    row.put("public-key-type", "rsaEncryption");
    row.put("public-key-bits", file.equals("pve-ssl.pem") ? 2048 : 4096);
    return row;
  }

  private Answer updates(Call call) {
    if (node(call).number() == 3) {
      return Answer.of(List.of());
    }
    return Answer.of(
        List.of(
            update("pve-manager", "9.2.4", "9.2.6", "Proxmox"),
            update("proxmox-kernel-6.17", "6.17.2-1", "6.17.4-1", "Proxmox"),
            update("libssh2-1t64", "1.11.1-1", "1.11.1-1+deb13u1", "Debian")));
  }

  private static Map<String, Object> update(
      String name, String before, String after, String origin) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Package", name);
    row.put("Title", name);
    row.put("Description", name);
    row.put("OldVersion", before);
    row.put("Version", after);
    row.put("Origin", origin);
    row.put("Priority", "optional");
    row.put("Section", "admin");
    row.put("Arch", "amd64");
    return row;
  }
}
