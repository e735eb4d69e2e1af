package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.http.WireRequest;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that a Backup Server knows. Mutable; guarded by the timeline's turn. */
public final class BackupState {
  private static final Pattern COOKIE =
      Pattern.compile("(?:^|;\\s*)(?:__Host-)?PBSAuthCookie=([^;]+)");

  private final Host host;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Accounts accounts = new Accounts();
  private final Map<String, Datastore> datastores = new TreeMap<>();
  private final Sections sections = new Sections();
  private final BackupTasks tasks;
  private final Map<String, BackupTask> lastRuns = new LinkedHashMap<>();
  private final Map<String, String> tickets = new LinkedHashMap<>();

  /**
   * The machine below.
   *
   * @param name such as {@code backup1}
   * @param fingerprint of the certificate that it presents
   */
  record Host(String name, Instant bootedAt, String fingerprint) {}

  BackupState(Host host, Timeline timeline, SplittableRandom random) {
    this.host = host;
    this.timeline = timeline;
    this.random = random;
    this.tasks = new BackupTasks(host.name(), timeline);
  }

  Host host() {
    return host;
  }

  Timeline timeline() {
    return timeline;
  }

  SplittableRandom random() {
    return random;
  }

  Accounts accounts() {
    return accounts;
  }

  Rights rights() {
    return accounts.rights();
  }

  BackupTasks tasks() {
    return tasks;
  }

  Sections sections() {
    return sections;
  }

  List<Datastore> datastores() {
    return List.copyOf(datastores.values());
  }

  void add(Datastore datastore) {
    datastores.put(datastore.name(), datastore);
  }

  void removeDatastore(String name) {
    datastores.remove(name);
  }

  /**
   * The datastore of that name.
   *
   * @throws Refused if there is none
   */
  Datastore datastore(String name) {
    Datastore found = datastores.get(name);
    if (found == null) {
      throw Refused.bad("datastore '" + name + "' does not exist");
    }
    return found;
  }

  /** The last run of a job, such as {@code verify} and its id. */
  Optional<BackupTask> lastRun(String kind, String id) {
    return Optional.ofNullable(lastRuns.get(kind + " " + id));
  }

  void ran(String kind, String id, BackupTask task) {
    lastRuns.put(kind + " " + id, task);
  }

  /** Keeps a ticket for that user. */
  void ticket(String ticket, String user) {
    tickets.put(ticket, user);
  }

  /** Whose ticket a request carries, with the token against forgery where it changes something. */
  Optional<AuthId> ticket(WireRequest wire) {
    Matcher cookie = COOKIE.matcher(wire.header("cookie").orElse(""));
    if (!cookie.find()) {
      return Optional.empty();
    }
    String ticket = cookie.group(1).replace("%3A", ":").replace("%40", "@");
    Optional<String> user = Optional.ofNullable(tickets.get(ticket));
    boolean reads = wire.method().equals("GET");
    boolean genuine =
        reads || wire.header("csrfpreventiontoken").equals(user.map(BackupState::csrf));
    return genuine ? user.map(name -> new AuthId(name, "")) : Optional.empty();
  }

  static String csrf(String user) {
    return "5F5E1000:" + Integer.toHexString(user.hashCode());
  }
}
