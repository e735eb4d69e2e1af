package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.cluster.Pool;
import dev.proxmoxmcp.simulator.cluster.Pools;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.scenario.World.Infrastructure;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A cluster as people have it at home: three nodes, or just one of them. */
public final class Homelab implements Plan {
  private static final long GIB = 1L << 30;

  private final Size size;
  private final InstantSource clock;
  private final List<Face> faces;
  private final SplittableRandom random;
  private final HomelabAccess access;
  private final List<PastTask> more;

  /**
   * How large it is.
   *
   * @param nodes 1 (standalone, no cluster) to 3
   * @param storages the usual ones, and shares beyond these
   */
  public record Size(int nodes, int guests, int storages) {
    /** How many storages it has unless asked for more. */
    public static final int USUAL_STORAGES = 4;

    public Size {
      if (nodes < 1 || nodes > 3) {
        throw new IllegalArgumentException("the homelab has 1 to 3 nodes, not " + nodes);
      }
      if (guests < 0 || guests > 100_000) {
        throw new IllegalArgumentException("guests: 0 to 100000, was " + guests);
      }
      if (storages < USUAL_STORAGES || storages > 100) {
        throw new IllegalArgumentException("storages: 4 to 100, was " + storages);
      }
    }
  }

  /**
   * A homelab; the same seed and size give the same one.
   *
   * @param faces of its nodes, as many as it has
   */
  public Homelab(Size size, long seed, InstantSource clock, List<Face> faces) {
    this(size, seed, clock, faces, List.of());
  }

  /** The same with more that happened in it. */
  Homelab(Size size, long seed, InstantSource clock, List<Face> faces, List<PastTask> more) {
    this.more = List.copyOf(more);
    this.size = size;
    this.clock = clock;
    this.faces = List.copyOf(faces);
    this.random = new SplittableRandom(seed);
    this.access = new HomelabAccess(random.split(), clock.instant());
  }

  @Override
  public Map<Holder, ApiToken> tokens() {
    return access.tokens();
  }

  @Override
  public World build() {
    Timeline timeline = new Timeline(clock);
    Instant now = timeline.now();
    Nodes nodes = nodes(now);
    Guests guests = guests(nodes, now);
    Map<String, Instant> bootedAt = new HashMap<>();
    nodes.all().forEach(node -> bootedAt.put(node.name(), node.bootedAt()));
    Tasks tasks = new Tasks(timeline, random.split(), bootedAt);
    List<Storage> storages = storages(size.storages());
    new HomelabTasks(tasks, now).archive(nodes, guests, more);
    Pools pools = new Pools(pools());
    return new World(
        timeline,
        nodes,
        guests,
        new Infrastructure(
            new Storages(storages), new HomelabVolumes(storages, nodes, now).with(guests), pools),
        access.accounts(new PoolsOfPaths(guests, pools), clock),
        tasks);
  }

  private Nodes nodes(Instant now) {
    List<Node> all =
        IntStream.rangeClosed(1, size.nodes()).mapToObj(number -> node(number, now)).toList();
    return new Nodes(size.nodes() == 1 ? "" : "homelab", all);
  }

  private Node node(int number, Instant now) {
    return new Node(
        "pve" + number,
        size.nodes() == 1 ? 0 : number,
        faces.get(number - 1).address(),
        new Node.Capacity(number == 3 ? 8 : 16, (number == 3 ? 32 : 64) * GIB, 240 * GIB),
        now.minus(Duration.ofMinutes(60L * 24 * 31 + random.nextInt(60 * 24 * 20))),
        faces.get(number - 1).fingerprint());
  }

  private Guests guests(Nodes nodes, Instant now) {
    List<String> names = nodes.all().stream().map(Node::name).toList();
    SplittableRandom ofGuests = random.split();
    List<Guest> guests =
        HomelabGuests.plans(size.guests(), names, ofGuests.split()).stream()
            .map(plan -> size.nodes() == 1 ? plan.movedTo("pve1") : plan)
            .map(plan -> plan.build(ofGuests, now))
            .toList();
    return new Guests(guests);
  }

  private static List<Storage> storages(int count) {
    List<Storage> all = new ArrayList<>(usual());
    for (int number = all.size() + 1; number <= count; number++) {
      String name = "share" + number;
      all.add(
          new Storage(
              name,
              "nfs",
              true,
              List.of("iso", "vztmpl"),
              Map.of(
                  "server", "192.0.2.20",
                  "export", "/volume1/" + name,
                  "path", "/mnt/pve/" + name),
              new Storage.Space(2000 * GIB, 640 * GIB)));
    }
    return all;
  }

  private static List<Storage> usual() {
    return List.of(
        new Storage(
            "local",
            "dir",
            false,
            List.of("backup", "iso", "snippets", "vztmpl"),
            Map.of("path", "/var/lib/vz"),
            new Storage.Space(240 * GIB, 24 * GIB)),
        new Storage(
            "local-lvm",
            "lvmthin",
            false,
            List.of("images", "rootdir"),
            Map.of("vgname", "pve", "thinpool", "data"),
            new Storage.Space(900 * GIB, 410 * GIB)),
        new Storage(
            "nas",
            "nfs",
            true,
            List.of("images", "iso", "rootdir"),
            Map.of("server", "192.0.2.20", "export", "/volume1/pve", "path", "/mnt/pve/nas"),
            new Storage.Space(8000 * GIB, 7350 * GIB)),
        new Storage(
            "pbs",
            "pbs",
            true,
            List.of("backup"),
            Map.of("server", "192.0.2.21", "datastore", "main", "username", "pve@pbs!backup"),
            new Storage.Space(4000 * GIB, 1320 * GIB)));
  }

  private static List<Pool> pools() {
    return List.of(
        new Pool("infra", "What everything else needs", List.of()),
        new Pool("prod", "", List.of("nas")));
  }
}
