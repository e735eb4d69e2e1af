package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.wire.Post;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.guard.trail.Retention;
import dev.proxmoxmcp.settings.AuditEntry;
import dev.proxmoxmcp.settings.PostTarget;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.store.SqliteStore;
import dev.proxmoxmcp.store.forward.Forwarding;
import dev.proxmoxmcp.store.forward.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what the guard keeps its plans, approvals and records in, and what sends the records on. It
 * holds the environment, and so perhaps a secret: it is no record, and prints nothing.
 */
public final class GuardStores {
  private static final long MEGABYTE = 1L << 20;

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param environment the environment variables
   * @param clock the time
   * @param pause how to wait
   */
  public GuardStores(Map<String, String> environment, InstantSource clock, Pause pause) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.pause = pause;
  }

  /** For what lives as long as this process: a demo. */
  public GuardStore passing() {
    return new MemoryStore();
  }

  /** For what outlives this process. Nothing is opened yet. */
  public GuardStore lasting(AuditEntry settings) {
    return folder(settings)
        .<GuardStore>map(folder -> new SqliteStore(folder, clock, pause, retention(settings)))
        .orElseGet(NoStore::new);
  }

  /** The state folder that the settings say, or where it usually is; empty without a home. */
  public Optional<Path> folder(AuditEntry settings) {
    return Optional.ofNullable(settings.state()).or(() -> SettingsFile.ofUserState(environment));
  }

  private static Retention retention(AuditEntry settings) {
    Integer days = settings.kept().days();
    Integer records = settings.kept().records();
    return new Retention(
        days == null ? null : Duration.ofDays(days), records == null ? null : (long) records);
  }

  /**
   * Begins to send the records of {@code store} to those who collect them. Close it before the
   * store.
   *
   * @return empty where the settings name nobody
   */
  public Optional<Forwarding> forwarding(GuardStore store, AuditEntry settings) {
    Map<String, Target> targets = targets(settings);
    return targets.isEmpty()
        ? Optional.empty()
        : Optional.of(new Forwarding(store, targets, clock, pause));
  }

  private Map<String, Target> targets(AuditEntry settings) {
    RecordFormat format = settings.ocsf() ? RecordFormat.OCSF : RecordFormat.JSONL;
    Map<String, Target> targets = new HashMap<>();
    AuditEntry.ToFile file = settings.file();
    if (file != null) {
      targets.put(
          "file", new Target.File(file.file(), file.megabytes() * MEGABYTE, file.kept(), format));
    }
    AuditEntry.ToSyslog syslog = settings.syslog();
    if (syslog != null) {
      targets.put(
          "syslog",
          new Target.Syslog(syslog.host(), syslog.port(), syslog.authorities(), sender(), format));
    }
    if (settings.journal()) {
      targets.put("journal", new Target.Journal(Target.Journal.USUAL, format));
    }
    PostTarget http = settings.http();
    if (http != null) {
      targets.put("http", new Target.Http(post(http), format));
    }
    return targets;
  }

  /** How something gets there. */
  static Post post(PostTarget target) {
    @Nullable Secret token = target.token();
    return new Post(target.address(), token == null ? null : () -> token, target.authorities());
  }

  /** As syslog takes it: visible ASCII, or a hyphen. */
  private static String sender() {
    try {
      String name = InetAddress.getLocalHost().getHostName().replaceAll("[^\\x21-\\x7e]", "");
      return name.isEmpty() ? "-" : name;
    } catch (UnknownHostException _) {
      return "-";
    }
  }
}
