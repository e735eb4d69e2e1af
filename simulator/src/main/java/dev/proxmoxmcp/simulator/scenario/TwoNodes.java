package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.access.AccessList;
import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.access.User;
import dev.proxmoxmcp.simulator.cluster.Pool;
import dev.proxmoxmcp.simulator.cluster.Pools;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.GuestSize;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.guest.Temper;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.scenario.World.Infrastructure;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with little in it, set up like the installation whose answers were recorded: two nodes,
 * three VMs and a container, one storage, an administrator with a password, and an auditor.
 */
public final class TwoNodes implements Plan {
  /** The password of {@code root@pam}. */
  public static final String ROOT_PASSWORD = "root-password-1";

  private static final String ROOT = "root@pam";
  private static final String AUDITOR = "audit@pve";
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long DISK = 252 * GIB;
  private static final long SEED = 2;

  private final InstantSource clock;
  private final List<Face> faces;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<Holder, ApiToken> tokens;

  /**
   * Such a cluster.
   *
   * @param faces of its nodes
   */
  public TwoNodes(InstantSource clock, List<Face> faces) {
    this.clock = clock;
    this.faces = List.copyOf(faces);
    this.tokens =
        Map.of(
            Holder.ADMIN, token(ROOT, "full"),
            Holder.AUDITOR, token(AUDITOR, "ro"));
  }

  private ApiToken token(String user, String name) {
    Secret secret = Secret.simulated(GuestPlan.uuid(random).toString());
    return new ApiToken(user, name, secret, false, Instant.MAX);
  }

  @Override
  public Map<Holder, ApiToken> tokens() {
    return tokens;
  }

  @Override
  public World build() {
    Timeline timeline = new Timeline(clock);
    Instant now = timeline.now();
    Instant boot = now.minus(Duration.ofSeconds(4400));
    Nodes nodes = new Nodes("lab", List.of(node(1, boot), node(2, boot)));
    Guests guests = new Guests(guests(now));
    Tasks tasks = new Tasks(timeline, random.split(), Map.of("pve1", boot, "pve2", boot));
    archive(tasks, now);
    Pools pools = new Pools(List.of(new Pool("lab", "", List.of())));
    return new World(
        timeline,
        nodes,
        guests,
        new Infrastructure(new Storages(List.of(storage())), volumes(now), pools),
        accounts(new PoolsOfPaths(guests, pools)),
        tasks);
  }

  private Node node(int number, Instant boot) {
    return new Node(
        "pve" + number,
        number,
        faces.get(number - 1).address(),
        new Node.Capacity(2, 24 * GIB, DISK),
        boot,
        faces.get(number - 1).fingerprint());
  }

  private static Storage storage() {
    return new Storage(
        "local",
        "dir",
        false,
        List.of("backup", "images", "import", "iso", "rootdir", "snippets", "vztmpl"),
        Map.of("path", "/var/lib/vz"),
        new Storage.Space(DISK, 26 * GIB));
  }

  private static Volumes volumes(Instant now) {
    Storage local = storage();
    Volumes volumes = new Volumes();
    volumes.add(
        local,
        "pve1",
        new Volume(
            "local:vztmpl/busybox_1.0-1_amd64.tar.gz",
            "vztmpl",
            "tgz",
            0,
            MIB,
            now.minus(Duration.ofMinutes(5)),
            Map.of()));
    volumes.add(local, "pve1", disk("local:100/vm-100-disk-0.qcow2", "images", 100, GIB, now));
    volumes.add(local, "pve1", disk("local:101/vm-101-disk-0.qcow2", "images", 101, GIB, now));
    volumes.add(local, "pve1", disk("local:200/subvol-200-disk-0.subvol", "rootdir", 200, 0, now));
    return volumes;
  }

  private static Volume disk(String volid, String content, int vmid, long size, Instant now) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("used", size / 4096);
    facts.put("parent", null);
    return new Volume(
        volid,
        content,
        volid.substring(volid.lastIndexOf('.') + 1),
        vmid,
        size,
        now.minus(Duration.ofMinutes(4)),
        facts);
  }

  private Accounts accounts(PoolsOfPaths poolOf) {
    return new Accounts(
        List.of(User.named(ROOT).with(Secret.simulated(ROOT_PASSWORD))),
        List.copyOf(tokens.values()),
        new AccessList(
            List.of(), List.of(new AccessList.Entry("/", AUDITOR, "PVEAuditor", true)), poolOf),
        clock,
        random.split());
  }

  private List<Guest> guests(Instant now) {
    Guest web =
        machine(
            100,
            "pve1",
            "web1",
            320,
            Map.of(
                "agent", "1",
                "scsi0", "local:100/vm-100-disk-0.qcow2,size=1G",
                "serial0", "socket"));
    web.start(now.minus(Duration.ofMinutes(4)));
    return List.of(
        web,
        machine(101, "pve1", "db1", 64, Map.of("scsi0", "local:101/vm-101-disk-0.qcow2,size=1G")),
        machine(110, "pve2", "diskless", 320, Map.of("agent", "1", "serial0", "socket")),
        container());
  }

  private Guest machine(
      int vmid, String node, String name, int memory, Map<String, String> settings) {
    Map<String, Object> config = new LinkedHashMap<>(settings);
    config.put("name", name);
    config.put("cores", 1);
    config.put("kvm", 0);
    config.put("memory", String.valueOf(memory));
    config.put("net0", GuestPlan.card(random));
    config.put("meta", "creation-qemu=7.2.22,ctime=" + clock.instant().getEpochSecond());
    config.put("ostype", "l26");
    config.put("scsihw", "virtio-scsi-single");
    config.put("smbios1", "uuid=" + GuestPlan.uuid(random));
    config.put("vmgenid", GuestPlan.uuid(random).toString());
    long disk = settings.containsKey("scsi0") ? GIB : 0;
    return new Guest(
        new Guest.Identity(vmid, GuestKind.QEMU, node),
        new GuestSize(1, memory * MIB, 0, disk),
        Temper.calm(),
        "",
        config);
  }

  private Guest container() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("arch", "amd64");
    config.put("hostname", "ct1");
    config.put("memory", 64);
    config.put("ostype", "unmanaged");
    config.put("rootfs", "local:200/subvol-200-disk-0.subvol,size=4G");
    config.put("swap", 512);
    return new Guest(
        new Guest.Identity(200, GuestKind.LXC, "pve1"),
        new GuestSize(2, 64 * MIB, 512 * MIB, 4 * GIB),
        Temper.calm(),
        "",
        config);
  }

  private static void archive(Tasks tasks, Instant now) {
    past(tasks, now, 242, "pve1", "qmcreate", "100");
    past(tasks, now, 241, "pve1", "qmstart", "100");
    past(tasks, now, 239, "pve1", "qmcreate", "101");
    past(tasks, now, 239, "pve2", "qmcreate", "110");
    past(tasks, now, 238, "pve1", "vzcreate", "200");
  }

  private static void past(
      Tasks tasks, Instant now, int secondsAgo, String node, String type, String id) {
    tasks.archive(
        new Tasks.Subject(node, type, id, ROOT),
        now.minusSeconds(secondsAgo),
        Duration.ofSeconds(1),
        "OK",
        List.of("TASK OK"));
  }
}
