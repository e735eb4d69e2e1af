package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parameters that make a call graver than its endpoint, each with the reason. Thought of from the
 * side of somebody who has got a model to do his bidding, and to whom changes are allowed.
 */
final class Risks {
  private static final String ROOT_ONLY = "only root may, for good reasons";
  private static final String OLDER_BACKUPS =
      "older backups are removed, and a few empty ones would push out all good ones";

  private static final List<Risk> ALL =
      Stream.of(ofPower(), ofGuests(), ofBackups(), ofStorages(), ofCluster(), ofBackupServer())
          .flatMap(List::stream)
          .toList();

  private Risks() {}

  /** What {@code sent} adds to the endpoint's own verdict. */
  static List<Verdict> of(Product product, ApiMethod method, String template, Sent sent) {
    List<Verdict> found = new ArrayList<>();
    for (Risk risk : ALL) {
      if (risk.isAbout(product, method, template) && risk.when().test(sent)) {
        found.add(new Verdict(risk.tier(), risk.parameter() + ": " + risk.why()));
      }
    }
    if (product == Product.PVE) {
      found.addAll(GuestRisks.of(method, template, sent));
    }
    return found;
  }

  static List<Risk> all() {
    return ALL;
  }

  /**
   * One line of the list.
   *
   * @param methods those that it is about
   * @param path of the endpoints; {@code *} stands for one segment
   * @param parameter that it looks at
   */
  record Risk(
      Product product,
      Set<ApiMethod> methods,
      String path,
      String parameter,
      Predicate<Sent> when,
      Tier tier,
      String why) {
    boolean isAbout(Product asked, ApiMethod method, String template) {
      return product == asked && methods.contains(method) && shape().matcher(template).matches();
    }

    private Pattern shape() {
      return Pattern.compile(Pattern.quote(path).replace("*", "\\E[^/]+\\Q"));
    }
  }

  private static List<Risk> ofPower() {
    String status = "/nodes/{node}/*/{vmid}/status/*";
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    return List.of(
        on(post, status, "forceStop", Tier.DESTROY, "what is in memory is lost"),
        on(post, status, "skiplock", Tier.ADMIN, "passes over the lock of a running task"),
        on(post, status, "keepActive", Tier.ADMIN, ROOT_ONLY),
        on(post, status, "nocheck", Tier.ADMIN, ROOT_ONLY),
        given(post, status, "stateuri", Tier.ADMIN, "takes the memory of a guest from anywhere"),
        given(post, status, "migratedfrom", Tier.ADMIN, ROOT_ONLY),
        given(post, status, "migration_type", Tier.ADMIN, "can be without encryption"),
        given(post, status, "migration_network", Tier.ADMIN, ROOT_ONLY));
  }

  private static List<Risk> ofGuests() {
    String guest = "/nodes/{node}/*/{vmid}";
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    Set<ApiMethod> put = Set.of(ApiMethod.PUT);
    return List.of(
        on(Set.of(ApiMethod.DELETE), guest, "skiplock", Tier.ADMIN, ROOT_ONLY),
        on(put, guest + "/resize", "skiplock", Tier.ADMIN, ROOT_ONLY),
        on(put, guest + "/sendkey", "skiplock", Tier.ADMIN, ROOT_ONLY),
        on(post, guest + "/migrate", "force", Tier.ADMIN, "moves a guest that uses local devices"),
        given(post, guest + "/migrate", "migration_type", Tier.ADMIN, "can be without encryption"),
        given(post, guest + "/migrate", "migration_network", Tier.ADMIN, ROOT_ONLY),
        given(
            post,
            guest + "/move_disk",
            "target-vmid",
            Tier.EXEC,
            "hands a disk with its files to another guest"),
        given(
            post,
            guest + "/move_volume",
            "target-vmid",
            Tier.EXEC,
            "hands a volume with its files to another guest"),
        risk(
            Set.of(ApiMethod.GET),
            guest + "/cloudinit/dump",
            "type",
            sent -> sent.values("type").contains("user"),
            Tier.EXEC,
            "shows the hash of the guest's password"),
        risk(
            post,
            guest + "/agent",
            "command",
            sent -> !AGENT_COMMANDS.containsAll(sent.values("command")),
            Tier.EXEC,
            "a command of the agent that nobody has reviewed"));
  }

  private static final Set<String> AGENT_COMMANDS =
      Set.of(
          "fsfreeze-freeze",
          "fsfreeze-status",
          "fsfreeze-thaw",
          "fstrim",
          "get-fsinfo",
          "get-host-name",
          "get-memory-block-info",
          "get-memory-blocks",
          "get-osinfo",
          "get-time",
          "get-timezone",
          "get-users",
          "get-vcpus",
          "info",
          "network-get-interfaces",
          "ping",
          "shutdown",
          "suspend-disk",
          "suspend-hybrid",
          "suspend-ram");

  private static List<Risk> ofBackups() {
    String run = "/nodes/{node}/vzdump";
    String jobs = "/cluster/backup";
    String job = "/cluster/backup/{id}";
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    Set<ApiMethod> put = Set.of(ApiMethod.PUT);
    List<Risk> risks = new ArrayList<>();
    for (String path : List.of(run, jobs, job)) {
      Set<ApiMethod> methods = path.equals(job) ? put : post;
      risks.add(given(methods, path, "script", Tier.ADMIN, "runs a program on the node as root"));
      risks.add(given(methods, path, "dumpdir", Tier.ADMIN, "writes to any folder of the node"));
      risks.add(given(methods, path, "tmpdir", Tier.ADMIN, "writes to any folder of the node"));
      risks.add(given(methods, path, "prune-backups", Tier.DESTROY, OLDER_BACKUPS));
      risks.add(on(methods, path, "stop", Tier.DESTROY, "ends backups that others have started"));
      risks.add(
          risk(
              methods,
              path,
              "remove",
              sent -> path.equals(job) ? sent.mayBeOn("remove") : !sent.isOff("remove"),
              Tier.DESTROY,
              OLDER_BACKUPS + " (with remove=0 none is)"));
    }
    for (String narrowing :
        List.of("vmid", "all", "pool", "exclude", "exclude-path", "delete", "node")) {
      risks.add(
          given(put, job, narrowing, Tier.DESTROY, "guests may be left out of backups unnoticed"));
    }
    risks.add(off(put, job, "enabled", Tier.DESTROY, "ends the backups of its guests"));
    return risks;
  }

  private static List<Risk> ofStorages() {
    String content = "/nodes/{node}/storage/{storage}";
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    return List.of(
        given(post, content + "/upload", "tmpfilename", Tier.ADMIN, "names a file of the node"),
        off(
            Set.of(ApiMethod.PUT),
            content + "/content/{volume}",
            "protected",
            Tier.DESTROY,
            "a backup that may not be removed can be removed afterwards"),
        on(post, "/nodes/{node}/disks/*", "add_storage", Tier.ADMIN, "defines a storage"),
        on(
            Set.of(ApiMethod.DELETE),
            "/nodes/{node}/disks/*/{name}",
            "cleanup-config",
            Tier.ADMIN,
            "removes the definition of a storage"));
  }

  private static List<Risk> ofCluster() {
    Set<ApiMethod> get = Set.of(ApiMethod.GET);
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    Set<ApiMethod> put = Set.of(ApiMethod.PUT);
    Set<String> running = Set.of("started", "enabled", "ignored");
    Predicate<Sent> stops = sent -> !running.containsAll(sent.values("state"));
    String stopped = "the guest is shut down, by force if it takes long";
    String fetches = "the node asks any address for it, in networks that only it can reach";
    return List.of(
        given(get, "/cluster/acme/tos", "directory", Tier.ADMIN, fetches),
        given(get, "/cluster/acme/meta", "directory", Tier.ADMIN, fetches),
        risk(post, "/cluster/ha/resources", "state", stops, Tier.DESTROY, stopped),
        risk(put, "/cluster/ha/resources/{sid}", "state", stops, Tier.DESTROY, stopped),
        given(
            post,
            "/cluster/replication",
            "remove_job",
            Tier.DESTROY,
            "the job removes the replicated volumes and itself"),
        given(
            put,
            "/cluster/replication/{id}",
            "remove_job",
            Tier.DESTROY,
            "the job removes the replicated volumes and itself"));
  }

  private static List<Risk> ofBackupServer() {
    Set<ApiMethod> get = Set.of(ApiMethod.GET);
    Set<ApiMethod> post = Set.of(ApiMethod.POST);
    Set<ApiMethod> put = Set.of(ApiMethod.PUT);
    String vanished = "snapshots that are gone at the source are removed here too";
    List<Risk> risks =
        List.of(
            given(
                get,
                "/config/acme/tos",
                "directory",
                Tier.ADMIN,
                "the server asks any address for it, in networks that only it can reach"),
            on(get, "/tape/drive/{drive}/read-label", "inventorize", Tier.CHANGE, "is remembered"),
            off(
                put,
                "/admin/datastore/{store}/protected",
                "protected",
                Tier.DESTROY,
                "a snapshot that may not be removed can be removed afterwards"),
            on(post, "/pull", "remove-vanished", Tier.DESTROY, vanished),
            on(post, "/push", "remove-vanished", Tier.DESTROY, vanished),
            on(post, "/config/sync", "remove-vanished", Tier.DESTROY, vanished),
            on(put, "/config/sync/{id}", "remove-vanished", Tier.DESTROY, vanished),
            on(post, "/nodes/{node}/disks/*", "add-datastore", Tier.ADMIN, "defines a datastore"));
    return risks.stream().map(risk -> ofProduct(Product.PBS, risk)).toList();
  }

  private static Risk ofProduct(Product product, Risk risk) {
    return new Risk(
        product,
        risk.methods(),
        risk.path(),
        risk.parameter(),
        risk.when(),
        risk.tier(),
        risk.why());
  }

  private static Risk given(
      Set<ApiMethod> methods, String path, String parameter, Tier tier, String why) {
    return risk(methods, path, parameter, sent -> sent.has(parameter), tier, why);
  }

  private static Risk on(
      Set<ApiMethod> methods, String path, String parameter, Tier tier, String why) {
    return risk(methods, path, parameter, sent -> sent.mayBeOn(parameter), tier, why);
  }

  private static Risk off(
      Set<ApiMethod> methods, String path, String parameter, Tier tier, String why) {
    return risk(methods, path, parameter, sent -> sent.mayBeOff(parameter), tier, why);
  }

  private static Risk risk(
      Set<ApiMethod> methods,
      String path,
      String parameter,
      Predicate<Sent> when,
      Tier tier,
      String why) {
    return new Risk(Product.PVE, methods, path, parameter, when, tier, why);
  }
}
