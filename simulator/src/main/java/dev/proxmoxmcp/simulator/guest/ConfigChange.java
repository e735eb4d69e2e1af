package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes settings of a guest: at once, or at its next start where it runs and cannot do so. */
final class ConfigChange {
  private static final Pattern NEW_VOLUME =
      Pattern.compile("(?:file=|volume=)?([A-Za-z][\\w.-]*):(\\d+(?:\\.\\d+)?)((?:,.*)?)");
  private static final Pattern CLOUD_INIT =
      Pattern.compile("(?:file=)?([A-Za-z][\\w.-]*):cloudinit((?:,.*)?)");
  private static final Pattern LIST = Pattern.compile("[,; ]+");
  private static final Pattern FORMAT = Pattern.compile(",format=(\\w+)");

  /** What QEMU or the host's kernel takes up while the guest runs. */
  private static final Pattern AT_ONCE_FOR_MACHINES =
      Pattern.compile(
          "name|description|onboot|tags|startup|protection|hookscript|shares|balloon|cpulimit"
              + "|cpuunits|lock|vmstatestorage|migrate_.*|net\\d+|scsi\\d+|virtio\\d+|ide\\d+|usb\\d+"
              + "|unused\\d+|ci.*|ipconfig\\d+|nameserver|searchdomain|sshkeys|agent");

  private static final Pattern AT_ONCE_FOR_CONTAINERS =
      Pattern.compile(
          "description|onboot|tags|startup|protection|hookscript|lock|cores|cpulimit|cpuunits"
              + "|memory|swap|net\\d+|mp\\d+|unused\\d+");

  private final GuestKind kind;
  private final Map<String, Parameter> options;
  private final Disks disks;
  private final RandomGenerator random;

  ConfigChange(GuestKind kind, Disks disks, RandomGenerator random) {
    this.kind = kind;
    this.options = GuestOptions.of(kind);
    this.disks = disks;
    this.random = random;
  }

  /** What a call wants: settings with new values, and keys to take away or to leave as they are. */
  record Wanted(Map<String, String> set, Set<String> delete, Set<String> revert) {
    boolean nothing() {
      return set.isEmpty() && delete.isEmpty() && revert.isEmpty();
    }
  }

  /**
   * Reads a call, and refuses what contradicts itself or what the caller may not do.
   *
   * @throws Refusal in Proxmox's words
   */
  Wanted wanted(Call call, int vmid) {
    Map<String, String> set = settings(call);
    Set<String> delete = new LinkedHashSet<>(call.list("delete"));
    Set<String> revert = new LinkedHashSet<>(call.list("revert"));
    for (String key : delete) {
      if (set.containsKey(key)) {
        throw Refusal.BadParameters.about(
            "delete", "you can't use '-%s' and -delete %s' at the same time".formatted(key, key));
      }
      requireKnown("delete", key);
    }
    revert.forEach(key -> requireKnown("revert", key));
    set.forEach((key, value) -> requireRight(call, vmid, key, value));
    delete.forEach(key -> requireRight(call, vmid, key, ""));
    revert.forEach(key -> requireRight(call, vmid, key, ""));
    return new Wanted(set, delete, revert);
  }

  /** The settings that a call names, in the order of the list of all settings. */
  Map<String, String> settings(Call call) {
    Map<String, String> set = new LinkedHashMap<>();
    options.keySet().forEach(key -> call.text(key).ifPresent(value -> set.put(key, value)));
    return set;
  }

  private void requireKnown(String parameter, String key) {
    if (!options.containsKey(key)) {
      throw Refusal.BadParameters.about(parameter, "unknown option '" + key + "'");
    }
  }

  /** Refuses a caller who may not change that setting of that guest. */
  void requireRight(Call call, int vmid, String key, String value) {
    if (call.caller().root()) {
      return;
    }
    String privilege =
        GuestOptions.privilege(kind, key, value)
            .orElseThrow(() -> new Refusal.Died("only root can set '" + key + "' config"));
    call.require("/vms/" + vmid, privilege);
  }

  /**
   * Does it.
   *
   * @throws Refusal where a volume cannot be had; then nothing has changed
   */
  void apply(Guest guest, Wanted wanted, Instant now, Consumer<String> log) {
    wanted.revert().forEach(guest::revert);
    wanted.set().forEach((key, value) -> refuseUnknownVolume(guest, key, value));
    wanted.delete().forEach(key -> delete(guest, key, log));
    wanted.set().forEach((key, value) -> set(guest, key, value, now, log));
  }

  private void refuseUnknownVolume(Guest guest, String key, String value) {
    if (Disks.isSlot(key)) {
      Matcher fresh = NEW_VOLUME.matcher(value);
      Matcher cloudInit = CLOUD_INIT.matcher(value);
      if (fresh.matches()) {
        disks.taking(fresh.group(1), guest.kind(), key);
      } else if (cloudInit.matches()) {
        disks.taking(cloudInit.group(1), guest.kind(), key);
      } else {
        Disk.of(key, value).storage().ifPresent(disks.storages()::require);
      }
    }
  }

  private boolean waits(Guest guest, String key) {
    Pattern atOnce = kind == GuestKind.QEMU ? AT_ONCE_FOR_MACHINES : AT_ONCE_FOR_CONTAINERS;
    return guest.running() && !atOnce.matcher(key).matches();
  }

  private void delete(Guest guest, String key, Consumer<String> log) {
    Object present = guest.config().get(key);
    if (present == null) {
      guest.revert(key);
    } else if (waits(guest, key)) {
      guest.deleteAtNextStart(key);
    } else {
      guest.set(key, null);
      if (Disks.isUnused(key)) {
        disks.free(guest.node(), Disk.of(key, present.toString()), log);
      } else if (Disks.isDisk(key, present)) {
        keepUnused(guest, Disk.of(key, present.toString()));
      }
    }
  }

  /** A disk that is taken out of its slot stays as {@code unusedN}. */
  static void keepUnused(Guest guest, Disk disk) {
    int number = 0;
    while (guest.config().containsKey("unused" + number)) {
      number++;
    }
    guest.set("unused" + number, disk.volid());
  }

  private void set(Guest guest, String key, String text, Instant now, Consumer<String> log) {
    Object value = value(identity(guest), key, text, now, log);
    Object before = guest.config().get(key);
    if (waits(guest, key)) {
      guest.changeAtNextStart(key, value);
      return;
    }
    guest.set(key, value);
    if (before != null
        && Disks.isDisk(key, before)
        && !Disk.of(key, before.toString())
            .volid()
            .equals(Disk.of(key, value.toString()).volid())) {
      keepUnused(guest, Disk.of(key, before.toString()));
    }
  }

  private static Guest.Identity identity(Guest guest) {
    return new Guest.Identity(guest.vmid(), guest.kind(), guest.node());
  }

  /** A setting as the configuration file keeps it, once what it orders has been made. */
  Object value(Guest.Identity guest, String key, String text, Instant now, Consumer<String> log) {
    if (Disks.isSlot(key)) {
      return disk(guest, key, text, now, log);
    }
    if (key.matches("net\\d+")) {
      return card(text);
    }
    return switch (key) {
      case "tags" ->
          String.join(
              ";", new TreeSet<>(LIST.splitAsStream(text).filter(tag -> !tag.isEmpty()).toList()));
      case "description" -> kind == GuestKind.LXC && !text.isEmpty() ? text + "\n" : text;
      case "cipassword" -> "**********";
      case "memory" ->
          kind == GuestKind.QEMU ? text.replaceFirst("^current=", "") : stored(key, text);
      default -> stored(key, text);
    };
  }

  private Object stored(String key, String text) {
    Parameter option = options.get(key);
    return option == null ? text : option.stored(text);
  }

  private String disk(
      Guest.Identity guest, String key, String text, Instant now, Consumer<String> log) {
    Matcher cloudInit = CLOUD_INIT.matcher(text);
    if (cloudInit.matches()) {
      var storage = disks.taking(cloudInit.group(1), guest.kind(), key);
      return disks.allocateCloudInit(guest, storage, now) + ",media=cdrom";
    }
    Matcher fresh = NEW_VOLUME.matcher(text);
    if (!fresh.matches()) {
      return text;
    }
    long bytes = DiskSize.bytes(fresh.group(2) + "G");
    Matcher format = FORMAT.matcher(fresh.group(3));
    Optional<String> named = format.find() ? Optional.of(format.group(1)) : Optional.empty();
    String volid =
        disks.allocate(
            guest,
            disks.taking(fresh.group(1), guest.kind(), key),
            new Disks.Wanted(bytes, named, now),
            log);
    String rest = fresh.group(3).replaceAll(",(format|size)=\\w+", "");
    String setting = "%s%s,size=%s".formatted(volid, rest, DiskSize.text(bytes));
    if (kind == GuestKind.QEMU) {
      log.accept("%s: successfully created disk '%s'".formatted(key, setting));
    }
    return setting;
  }

  /** A network card that has no address gets one. */
  private String card(String text) {
    if (kind == GuestKind.LXC) {
      return text.contains("hwaddr=")
          ? text
          : text.replaceFirst("(bridge=[^,]+)", "$1,hwaddr=" + mac()) + ",type=veth";
    }
    String[] parts = text.replaceFirst("^model=", "").split(",", 2);
    String model = parts[0].contains("=") ? parts[0] : parts[0] + "=" + mac();
    return parts.length == 1 ? model : model + "," + parts[1];
  }

  /** Gives every network card of {@code config} an address of its own. */
  void readdress(Map<String, Object> config) {
    config.replaceAll((key, value) ->
        key.matches("net\\d+")
            ? value.toString().replaceFirst("[0-9A-F]{2}(:[0-9A-F]{2}){5}", mac())
            : value);
  }

  /** An address of Proxmox's own range. */
  private String mac() {
    return "BC:24:11:%02X:%02X:%02X"
        .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }
}
