package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.GuestSize;
import dev.proxmoxmcp.simulator.guest.Temper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A guest to be made, described in a few words. Mutable; used while a scenario is written down. */
final class GuestPlan {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private final int vmid;
  private final GuestKind kind;
  private final String node;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Object> pending = new LinkedHashMap<>();
  private int cores = 2;
  private int memoryMib = 2048;
  private int diskGib = 16;
  private String diskStorage = "local-lvm";
  private String pool = "";
  private Temper temper = Temper.calm();
  private boolean running;
  private boolean ordinary;

  private GuestPlan(int vmid, GuestKind kind, String node) {
    this.vmid = vmid;
    this.kind = kind;
    this.node = node;
  }

  /** A VM; an empty name leaves it nameless. */
  static GuestPlan vm(int vmid, String node, String name) {
    GuestPlan plan = new GuestPlan(vmid, GuestKind.QEMU, node);
    return name.isEmpty() ? plan : plan.with("name", name);
  }

  /** A container. */
  static GuestPlan container(int vmid, String node, String name) {
    return new GuestPlan(vmid, GuestKind.LXC, node).with("hostname", name);
  }

  /** Cores, MiB of memory, GiB of disk. */
  GuestPlan size(int cores, int memoryMib, int diskGib) {
    this.cores = cores;
    this.memoryMib = memoryMib;
    this.diskGib = diskGib;
    return this;
  }

  GuestPlan diskOn(String storage) {
    diskStorage = storage;
    return this;
  }

  /** A further setting. */
  GuestPlan with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  /** A setting that was changed while the guest ran, and waits for its next start. */
  GuestPlan pending(String key, Object value) {
    pending.put(key, value);
    return this;
  }

  GuestPlan tags(String tags) {
    return with("tags", tags);
  }

  /** Notes; container configurations keep them with a line feed at their end. */
  GuestPlan notes(String text) {
    return with("description", kind == GuestKind.LXC ? text + "\n" : text);
  }

  GuestPlan agent() {
    return with("agent", "1");
  }

  GuestPlan pool(String pool) {
    this.pool = pool;
    return this;
  }

  GuestPlan temper(Temper temper) {
    this.temper = temper;
    return this;
  }

  GuestPlan running() {
    running = true;
    return with("onboot", 1);
  }

  /** One that nothing else needs: the first to go where a smaller cluster is wanted. */
  GuestPlan ordinary() {
    ordinary = true;
    return this;
  }

  boolean isOrdinary() {
    return ordinary;
  }

  int vmid() {
    return vmid;
  }

  /** On another node. */
  GuestPlan movedTo(String otherNode) {
    GuestPlan moved = new GuestPlan(vmid, kind, otherNode);
    moved.settings.putAll(settings);
    moved.size(cores, memoryMib, diskGib).diskOn(diskStorage).pool(pool).temper(temper);
    moved.running = running;
    moved.ordinary = ordinary;
    return moved;
  }

  /** The guest, with addresses and ids of chance. */
  Guest build(RandomGenerator random, Instant now) {
    Map<String, Object> config =
        kind == GuestKind.QEMU ? vmConfig(random) : containerConfig(random);
    config.putAll(settings);
    long swap = kind == GuestKind.LXC ? 512 * MIB : 0;
    Guest guest =
        new Guest(
            new Guest.Identity(vmid, kind, node),
            new GuestSize(cores, memoryMib * MIB, swap, diskGib * GIB),
            temper,
            pool,
            config);
    Duration age = Duration.ofMinutes(random.nextInt(90, 60 * 24 * 30));
    if (running) {
      guest.start(now.minus(age));
    }
    pending.forEach(guest::changeAtNextStart);
    return guest;
  }

  private Map<String, Object> vmConfig(RandomGenerator random) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("boot", "order=scsi0;net0");
    config.put("cores", cores);
    config.put("memory", String.valueOf(memoryMib));
    config.put(
        "meta", "creation-qemu=10.1.2,ctime=" + random.nextInt(1_640_000_000, 1_790_000_000));
    config.put("net0", card(random) + ",firewall=1");
    config.put("onboot", 0);
    config.put("ostype", "l26");
    config.put("scsi0", "%s,iothread=1,size=%dG".formatted(volume(), diskGib));
    config.put("scsihw", "virtio-scsi-single");
    config.put("smbios1", "uuid=" + uuid(random));
    config.put("sockets", 1);
    config.put("vmgenid", uuid(random));
    return config;
  }

  private Map<String, Object> containerConfig(RandomGenerator random) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("arch", "amd64");
    config.put("cores", cores);
    config.put("features", "nesting=1");
    config.put("memory", memoryMib);
    config.put("net0", "name=eth0,bridge=vmbr0,hwaddr=" + mac(random) + ",ip=dhcp,type=veth");
    config.put("ostype", "debian");
    config.put("rootfs", "%s,size=%dG".formatted(volume(), diskGib));
    config.put("swap", 512);
    config.put("unprivileged", 1);
    return config;
  }

  /** On a storage of files each guest has a folder, and each disk an extension. */
  private String volume() {
    String prefix = settings.containsKey("template") ? "base-" : "vm-";
    String name = prefix + vmid + "-disk-0";
    String extension = kind == GuestKind.QEMU ? ".qcow2" : ".raw";
    return diskStorage + ":" + (diskStorage.equals("nas") ? vmid + "/" + name + extension : name);
  }

  /** A VM's network card with an address of chance. */
  static String card(RandomGenerator random) {
    return "virtio=" + mac(random) + ",bridge=vmbr0";
  }

  private static String mac(RandomGenerator random) {
    return "BC:24:11:%02X:%02X:%02X"
        .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  static UUID uuid(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
