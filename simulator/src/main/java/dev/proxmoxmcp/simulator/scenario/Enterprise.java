package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.ApiToken;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A cluster as large as they get: 32 nodes in four racks, 200 storages, 50 pools and thousands of
 * guests. The same seed and number of guests give the same one.
 */
public final class Enterprise implements Plan {
  /** How many nodes it has. */
  public static final int NODES = 32;

  private static final int MOST_GUESTS = 100_000;
  private static final long GIB = 1L << 30;

  private final int guestCount;
  private final InstantSource clock;
  private final List<Face> faces;
  private final SplittableRandom random;
  private final HomelabAccess access;

  /**
   * Plans one.
   *
   * @param faces of its nodes, as many as it has
   */
  public Enterprise(int guestCount, long seed, InstantSource clock, List<Face> faces) {
    if (guestCount < 0 || guestCount > MOST_GUESTS) {
      throw new IllegalArgumentException("guests: 0 to 100000, was " + guestCount);
    }
    this.guestCount = guestCount;
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
    List<Storage> storages = new EnterpriseStorages(random.split()).all();
    EnterpriseGuests plans = new EnterpriseGuests(random.split());
    SplittableRandom details = random.split();
    List<Guest> built =
        IntStream.range(0, guestCount).mapToObj(index -> plans.guest(index, details, now)).toList();
    Guests guests = new Guests(built);
    Pools pools = new Pools(EnterpriseGuests.pools());
    Map<String, Instant> bootedAt = new HashMap<>();
    nodes.all().forEach(node -> bootedAt.put(node.name(), node.bootedAt()));
    Tasks tasks = new Tasks(timeline, random.split(), bootedAt);
    PastTask.archive(new EnterpriseTasks(random.split()).past(nodes, built), tasks, now);
    return new World(
        timeline,
        nodes,
        guests,
        new Infrastructure(
            new Storages(storages), new EnterpriseVolumes(storages, now).of(built), pools),
        access.accounts(new PoolsOfPaths(guests, pools), clock),
        tasks);
  }

  private Nodes nodes(Instant now) {
    return new Nodes(
        "enterprise",
        IntStream.rangeClosed(1, NODES).mapToObj(number -> node(number, now)).toList());
  }

  private Node node(int number, Instant now) {
    Face face = faces.get(number - 1);
    return new Node(
        "pve" + number,
        number,
        face.address(),
        new Node.Capacity(128, 2048 * GIB, 480 * GIB),
        now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 20, 60 * 24 * 200))),
        face.fingerprint());
  }

  /** The rack of a node, from 1. */
  static int rack(int node) {
    return (node - 1) / EnterpriseStorages.NODES_PER_RACK + 1;
  }
}
