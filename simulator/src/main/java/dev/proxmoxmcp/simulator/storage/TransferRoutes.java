package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that are brought onto a storage: sent along, or fetched from an address. Nothing is fetched
 * in truth: at an address of the node itself nobody listens, at any other there is a file.
 */
public final class TransferRoutes {
  private static final String STORAGE = "/nodes/{node}/storage/{storage}";
  private static final Duration DOWNLOAD = Duration.ofSeconds(6);
  private static final long SMALLEST = 48L << 20;
  private static final long SPREAD = 900L << 20;
  private static final Map<String, Pattern> ENDINGS =
      Map.of(
          "iso", Pattern.compile("(?i).*\\.(iso|img)"),
          "vztmpl", Pattern.compile("(?i).*\\.tar(\\.(gz|xz|zst|bz2))?"),
          "import", Pattern.compile("(?i).*\\.(ova|ovf|qcow2|raw|vmdk)"));
  private static final Map<String, String> FOLDERS =
      Map.of("iso", "template/iso", "vztmpl", "template/cache", "import", "import");

  private final Storages storages;
  private final Volumes volumes;
  private final Tasks tasks;

  /** Onto these storages. */
  public TransferRoutes(Storages storages, Volumes volumes, Tasks tasks) {
    this.storages = storages;
    this.volumes = volumes;
    this.tasks = tasks;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.post(STORAGE + "/upload")
            .needs(Permission.all("/storage/{storage}", "Datastore.AllocateTemplate"))
            .takesAll()
            .answers(this::upload),
        Route.post(STORAGE + "/download-url")
            .needs(Permission.all("/storage/{storage}", "Datastore.AllocateTemplate"))
            .takesAll()
            .answers(this::download),
        Route.get("/nodes/{node}/query-url-metadata").takesAll().answers(this::metadata));
  }

  /** An address that is downloaded from, and where that connects to. */
  private record Source(String url) {
    private URI address() {
      return URI.create(
          url.replaceAll("[^\\x21-\\x7E]", "_").replaceAll("[\\[\\]{}|^`\"<>\\\\]", "_"));
    }

    private String host() {
      return String.valueOf(address().getHost());
    }

    private int port() {
      int port = address().getPort();
      return port >= 0 ? port : url.startsWith("https:") ? 443 : 80;
    }

    /** Whether nobody listens there, as on the node itself. */
    boolean refuses() {
      return host().startsWith("127.") || host().equals("localhost");
    }

    String place() {
      return host() + ":" + port();
    }

    String file() {
      String path = String.valueOf(address().getPath());
      return path.substring(path.lastIndexOf('/') + 1);
    }

    long size() {
      return SMALLEST + Math.floorMod(url.hashCode() * 7919L, SPREAD);
    }
  }

  private Answer metadata(Call call) {
    Source source = new Source(call.required("url"));
    if (source.refuses()) {
      throw new Refusal.Died(
          "invalid server response: '500 Can't connect to %s (Connection refused)'"
              .formatted(source.place()));
    }
    return Answer.of(
        Map.of(
            "filename",
            source.file(),
            "mimetype",
            "application/octet-stream",
            "size",
            source.size()));
  }

  /** Where a file comes to lie. */
  private record Target(Storage storage, String node, String content, String file) {
    String path() {
      String root = storage.place().getOrDefault("path", "/mnt/pve/" + storage.name());
      return root + "/" + FOLDERS.getOrDefault(content, content) + "/" + file;
    }

    Volume volume(long size, Instant now) {
      String format = content.equals("iso") ? "iso" : file.substring(file.lastIndexOf('.') + 1);
      String shown =
          file.matches("(?i).*\\.tar\\.gz")
              ? "tgz"
              : file.matches("(?i).*\\.tar\\.xz") ? "txz" : format;
      return new Volume(
          storage.name() + ":" + content + "/" + file, content, shown, 0, size, now, Map.of());
    }
  }

  private Target target(Call call) {
    Storage storage = storages.require(call.required("storage"));
    String content = call.required("content");
    if (!storage.content().contains(content)) {
      throw new Refusal.Died(
          "storage '" + storage.name() + "' does not support '" + content + "' content");
    }
    String file = call.required("filename").replaceAll("[^A-Za-z0-9._+-]", "_");
    if (!ENDINGS.getOrDefault(content, Pattern.compile(".*")).matcher(file).matches()) {
      throw Refusal.BadParameters.about("filename", "wrong file extension");
    }
    return new Target(storage, call.node(), content, file);
  }

  private Answer upload(Call call) {
    Target target = target(call);
    byte[] sent = call.upload().orElse("").getBytes(StandardCharsets.UTF_8);
    String source = call.text("tmpfilename").orElse("/var/tmp/pveupload");
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), "imgcopy", "", call.caller().tokenId()),
            copying -> {
              copying.say("starting file import from: " + source);
              Optional<String> wrong = mismatch(call, sent);
              if (wrong.isPresent()) {
                copying.fail(wrong.get());
                return;
              }
              copying.say("target node: " + call.node());
              copying.say("target file: " + target.path());
              copying.say("file size is: " + sent.length);
              copying.say("command: cp -- " + source + " " + target.path());
              volumes.write(
                  target.storage(), target.node(), target.volume(sent.length, call.now()));
              copying.say("finished file import successfully");
              copying.succeed();
            });
    return Answer.of(task.upid().toString());
  }

  private static Optional<String> mismatch(Call call, byte[] sent) {
    String wanted = call.text("checksum").orElse("");
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    String name = call.text("checksum-algorithm").orElse("sha256");
    try {
      MessageDigest digest =
          MessageDigest.getInstance(
              name.equals("md5") ? "MD5" : name.toUpperCase(Locale.ROOT).replace("SHA", "SHA-"));
      String got = HexFormat.of().formatHex(digest.digest(sent));
      return got.equalsIgnoreCase(wanted)
          ? Optional.empty()
          : Optional.of("checksum mismatch: got '%s' != expect '%s'".formatted(got, wanted));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has " + name, absent);
    }
  }

  private Answer download(Call call) {
    Target target = target(call);
    Source source = new Source(call.required("url"));
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), "download", target.file(), call.caller().tokenId()),
            fetching -> {
              fetching.say("downloading " + source.url() + " to " + target.path());
              if (source.refuses()) {
                fetching.fail(
                    "download failed: Connecting to %s... failed: Connection refused."
                        .formatted(source.place()));
                return;
              }
              fetching.after(DOWNLOAD, () -> fetched(fetching, target, source));
            });
    return Answer.of(task.upid().toString());
  }

  private void fetched(Task task, Target target, Source source) {
    if (!target.storage().active()) {
      task.fail(target.storage().notOnline());
      return;
    }
    volumes.write(
        target.storage(), target.node(), target.volume(source.size(), task.upid().startedAt()));
    task.say("download of '" + source.url() + "' to '" + target.path() + "' finished");
    task.succeed();
  }
}
