package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code …/content} where it changes something, and {@code …/content/{volume}}. */
public final class VolumeRoutes {
  private static final String CONTENT = "/nodes/{node}/storage/{storage}/content";
  private static final Duration DELETE = Duration.ofSeconds(1);
  private static final String[] SUFFIXES = {"K", "M", "G", "T"};

  private final Storages storages;
  private final Volumes volumes;
  private final Tasks tasks;

  /** Routes to these volumes. */
  public VolumeRoutes(Storages storages, Volumes volumes, Tasks tasks) {
    this.storages = storages;
    this.volumes = volumes;
    this.tasks = tasks;
  }

  /** The table; a volume's name may hold a slash, and its id may stand for its name. */
  public List<Route> routes() {
    return List.of(
        Route.post(CONTENT)
            .needs(Permission.all("/storage/{storage}", "Datastore.AllocateSpace"))
            .takes(
                Parameter.vmid("vmid").mandatory(),
                Parameter.text("filename").mandatory(),
                Parameter.matching("size", "\\d+[MG]?").mandatory(),
                Parameter.choice("format", "raw", "qcow2", "subvol", "vmdk"))
            .answers(this::allocate),
        Route.get(CONTENT + "/{volume...}").answers(this::read),
        Route.put(CONTENT + "/{volume...}")
            .takes(Parameter.text("notes"), Parameter.flag("protected"))
            .answers(this::change),
        Route.delete(CONTENT + "/{volume...}")
            .takes(Parameter.amount("delay", 1, 30))
            .answers(this::delete));
  }

  private Answer allocate(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String file = call.required("filename");
    int vmid = Integer.parseInt(call.required("vmid"));
    String format = call.text("format").orElse("raw");
    boolean ofFiles = storage.place().containsKey("path") || storage.type().equals("nfs");
    String name = ofFiles ? vmid + "/" + file : file;
    String volid = storage.name() + ":" + name;
    if (volumes.find(storage, call.node(), volid).isPresent()) {
      throw new Refusal.Died(
          "disk image '%s/images/%s' already exists".formatted(root(storage), name));
    }
    long size = bytes(call.required("size"));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    if (ofFiles) {
      facts.put("used", format.equals("raw") ? size : Math.min(size, 331_776));
      facts.put("parent", null);
    }
    volumes.write(
        storage, call.node(), new Volume(volid, "images", format, vmid, size, call.now(), facts));
    return Answer.of(volid);
  }

  /** A bare number counts KiB here. */
  private static long bytes(String size) {
    for (int power = 0; power < SUFFIXES.length; power++) {
      if (size.endsWith(SUFFIXES[power])) {
        return Long.parseLong(size.substring(0, size.length() - 1)) << (10 * (power + 1));
      }
    }
    return Long.parseLong(size) << 10;
  }

  private static String root(Storage storage) {
    return storage.place().getOrDefault("path", "/mnt/pve/" + storage.name());
  }

  /** Where the file of a volume is, as far as it is one. */
  private static String path(Storage storage, String volid) {
    String name = volid.substring(volid.indexOf(':') + 1);
    if (name.startsWith("backup/")) {
      return root(storage) + "/dump/" + name.substring("backup/".length());
    }
    if (name.startsWith("iso/")) {
      return root(storage) + "/template/iso/" + name.substring("iso/".length());
    }
    return name.startsWith("vztmpl/")
        ? root(storage) + "/template/cache/" + name.substring("vztmpl/".length())
        : root(storage) + "/images/" + name;
  }

  private static String volid(Call call) {
    String volume = call.required("volume");
    String storage = call.required("storage");
    return volume.startsWith(storage + ":") ? volume : storage + ":" + volume;
  }

  private Volume visible(Call call, Storage storage, String volid, String missing) {
    Volume volume =
        volumes.find(storage, call.node(), volid).orElseThrow(() -> new Refusal.Died(missing));
    if (!volume.visibleTo(call.caller(), storage.aclPath())) {
      throw new Refusal.NotAllowed(storage.aclPath(), "Datastore.Allocate");
    }
    return volume;
  }

  private Answer read(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String volid = volid(call);
    Volume volume =
        visible(call, storage, volid, "volume_size_info on '" + volid + "' failed - no format");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("path", path(storage, volid));
    answer.put("size", volume.size());
    answer.put("used", volume.footprint());
    boolean image = volume.content().equals("images") || volume.content().equals("rootdir");
    answer.put("format", image ? volume.format() : "raw");
    if (volume.content().equals("backup")) {
      answer.put("protected", volume.isProtected() ? 1 : 0);
      if (volume.facts().get("notes") instanceof String notes) {
        answer.put("notes", notes);
      }
    }
    return Answer.of(answer);
  }

  private Answer change(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String volid = volid(call);
    Volume volume = visible(call, storage, volid, "volume '" + volid + "' does not exist");
    if (!volume.content().equals("backup")) {
      throw new Refusal.Died("attribute 'protected' is not supported for volume '" + volid + "'");
    }
    Volume changed = volume;
    if (call.text("notes").isPresent()) {
      changed = changed.with("notes", call.required("notes"));
    }
    if (call.text("protected").isPresent()) {
      changed =
          call.flag("protected") ? changed.with("protected", 1) : changed.without("protected");
    }
    volumes.write(storage, call.node(), changed);
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String volid = volid(call);
    Optional<Volume> volume = volumes.find(storage, call.node(), volid);
    requireRight(call, storage, volume);
    int vmid = volume.map(Volume::vmid).orElse(0);
    String id = vmid == 0 ? storage.name() : vmid + "@" + storage.name();
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), "imgdel", id, call.caller().tokenId()),
            deleting -> delete(deleting, storage, call.node(), volid));
    // Measured: with a delay the call waits for the end, and then has no task to name.
    boolean waits = call.text("delay").isPresent() && volume.isPresent();
    return waits ? Answer.of(null) : Answer.of(task.upid().toString());
  }

  /** A backup of one's own guest takes less. */
  private static void requireRight(Call call, Storage storage, Optional<Volume> volume) {
    boolean ownBackup =
        volume
            .filter(found -> found.content().equals("backup"))
            .filter(found -> found.visibleTo(call.caller(), storage.aclPath()))
            .isPresent();
    if (!ownBackup) {
      call.require(storage.aclPath(), "Datastore.Allocate");
    }
  }

  private void delete(Task task, Storage storage, String node, String volid) {
    Optional<Volume> volume = volumes.find(storage, node, volid);
    String name = volid.substring(volid.indexOf(':') + 1);
    if (volume.filter(Volume::isProtected).isPresent()) {
      task.fail("cannot remove protected volume '%s' on '%s'".formatted(name, storage.name()));
      return;
    }
    task.after(
        DELETE,
        () -> {
          if (volume.isEmpty()) {
            task.say("disk image '" + path(storage, volid) + "' does not exist");
          }
          volumes.remove(storage, node, volid);
          task.say("Removed volume '" + volid + "'");
          task.succeed();
        });
  }
}
