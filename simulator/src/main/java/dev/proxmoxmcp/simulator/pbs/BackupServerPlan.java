package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.pbs.BackupState.Host;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Facts;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Verification;
import dev.proxmoxmcp.simulator.scenario.Holder;
import dev.proxmoxmcp.simulator.scenario.World;
import dev.proxmoxmcp.simulator.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Backup Server beside a simulated cluster. Its datastore is the cluster's storage; another,
 * {@code archive}, holds what a file server backs up by itself, in a namespace. One of the nights'
 * verifications failed, the latest backups are not verified, and {@code archive} has never been
 * tidied up.
 */
public final class BackupServerPlan {
  /** The password of {@code root@pam}. */
  public static final String ROOT_PASSWORD = "root-password-1";

  private static final String NAME = "backup1";
  private static final String ROOT = "root@pam";
  private static final String ARCHIVE = "archive";
  private static final String NAMESPACE = "fileserver";
  private static final String ARCHIVE_OWNER = "sync@pbs!fileserver";
  private static final long GIB = 1L << 30;

  private final World world;
  private final Optional<Storage> storage;
  private final SplittableRandom random;
  private final Instant now;
  private final Map<Holder, ApiToken> tokens = new EnumMap<>(Holder.class);

  /**
   * Plans one.
   *
   * @param storage of the cluster, of type pbs; empty if none of its storages is on this server
   */
  public BackupServerPlan(World world, Optional<Storage> storage, long seed) {
    this.world = world;
    this.storage = storage;
    this.random = new SplittableRandom(seed ^ 0x504253L);
    this.now = world.timeline().take(moment -> moment);
  }

  /** Its tokens; there are ADMIN, OPERATOR, AUDITOR, NARROW and BLIND. */
  public Map<Holder, ApiToken> tokens() {
    return Map.copyOf(tokens);
  }

  /** Builds it; once. */
  public BackupState build(String fingerprint) {
    Host host = new Host(NAME, now.minus(Duration.ofDays(41)), fingerprint);
    BackupState state = new BackupState(host, world.timeline(), random.split());
    accounts(state);
    Datastore main = main(state);
    Datastore archive = archive(state);
    jobs(state, main, archive);
    world
        .timeline()
        .take(_ -> {
          new BackupHistory(state, world, now).write(main, archive);
          return now;
        });
    return state;
  }

  private Datastore main(BackupState state) {
    String name = storage.map(one -> one.place().getOrDefault("datastore", "main")).orElse("main");
    OwnShelf others = new OwnShelf(4000 * GIB, 0);
    Shelf shelf =
        storage
            .<Shelf>map(one ->
                new ClusterShelf(
                    one, world.infrastructure().volumes(), world.nodes().local().name(), others))
            .orElse(others);
    Datastore main = new Datastore(name, shelf);
    storage
        .map(one -> one.place().getOrDefault("namespace", ""))
        .filter(namespace -> !namespace.isEmpty())
        .ifPresent(main::addNamespace);
    add(state, main, "Backups of the cluster", "daily");
    return main;
  }

  private static void add(BackupState state, Datastore store, String comment, String schedule) {
    state.add(store);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", store.name());
    config.put("path", "/mnt/datastore/" + store.name());
    config.put("comment", comment);
    if (!schedule.isEmpty()) {
      config.put("gc-schedule", schedule);
    }
    state.sections().put("/config/datastore", store.name(), config);
  }

  private Datastore archive(BackupState state) {
    Datastore archive = new Datastore(ARCHIVE, new OwnShelf(2000 * GIB, 340 * GIB));
    archive.addNamespace(NAMESPACE);
    Group group = new Group(NAMESPACE, "host", "nas1");
    for (int week = 0; week < 3; week++) {
      Verification verification =
          week == 0
              ? null
              : new Verification("ok", BackupHistory.verification(now, week, ARCHIVE).toString());
      archive
          .shelf()
          .put(
              new Snapshot(
                  group,
                  now.minus(Duration.ofDays(1 + 7L * week)).truncatedTo(ChronoUnit.SECONDS),
                  ARCHIVE_OWNER,
                  (41 + week) * GIB,
                  new Facts("", week == 2, false, verification)));
    }
    add(state, archive, "What the file server sends", "");
    return archive;
  }

  private static void jobs(BackupState state, Datastore main, Datastore archive) {
    Map<String, Object> verify = new LinkedHashMap<>();
    verify.put("id", "v-main");
    verify.put("store", main.name());
    verify.put("schedule", "20:00");
    verify.put("ignore-verified", true);
    verify.put("outdated-after", 30L);
    state.sections().put("/config/verify", "v-main", verify);
    Map<String, Object> prune = new LinkedHashMap<>();
    prune.put("id", "p-main");
    prune.put("store", main.name());
    prune.put("schedule", "daily");
    prune.put("keep-daily", 7L);
    prune.put("keep-weekly", 4L);
    state.sections().put("/config/prune", "p-main", prune);
    Map<String, Object> remote = new LinkedHashMap<>();
    remote.put("name", "offsite");
    remote.put("host", "192.0.2.60");
    remote.put("auth-id", "sync@pbs");
    remote.put("comment", "At the other house");
    state.sections().put("/config/remote", "offsite", remote);
    Map<String, Object> sync = new LinkedHashMap<>();
    sync.put("id", "s-offsite");
    sync.put("store", archive.name());
    sync.put("remote", "offsite");
    sync.put("remote-store", "fileserver");
    sync.put("ns", NAMESPACE);
    sync.put("schedule", "sun 03:00");
    state.sections().put("/config/sync", "s-offsite", sync);
  }

  private void accounts(BackupState state) {
    user(state, ROOT, "");
    state.accounts().password(ROOT, Secret.simulated(ROOT_PASSWORD));
    token(state, Holder.ADMIN, ROOT, "demo", "/", Roles.ADMIN);
    token(state, Holder.OPERATOR, "ops@pbs", "mcp", "/", "Audit");
    grant(state, "ops@pbs", "mcp", "/datastore", "DatastoreAdmin");
    token(state, Holder.AUDITOR, "viewer@pbs", "audit", "/", "Audit");
    token(state, Holder.NARROW, "sync@pbs", "fileserver", "/datastore/archive", "DatastoreBackup");
    user(state, "nobody@pbs", "");
    secret(state, Holder.BLIND, "nobody@pbs", "blind");
    user(state, "pve@pbs", "The cluster");
    secret(state, null, "pve@pbs", "backup");
    grant(state, "pve@pbs", "backup", "/datastore/main", "DatastoreBackup");
  }

  private static void user(BackupState state, String id, String comment) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("userid", id);
    user.put("enable", true);
    user.put("expire", 0L);
    if (!comment.isEmpty()) {
      user.put("comment", comment);
    }
    state.accounts().put(id, user);
  }

  private void token(
      BackupState state, Holder holder, String user, String name, String path, String role) {
    if (state.accounts().user(user).isEmpty()) {
      user(state, user, "");
    }
    secret(state, holder, user, name);
    grant(state, user, name, path, role);
  }

  private void secret(BackupState state, @Nullable Holder holder, String user, String name) {
    Secret secret = Secret.simulated(new UUID(random.nextLong(), random.nextLong()).toString());
    String id = user + "!" + name;
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("tokenid", id);
    token.put("token-name", name);
    token.put("enable", true);
    token.put("expire", 0L);
    state.accounts().putToken(id, token);
    state.accounts().secret(id, secret);
    if (holder != null) {
      tokens.put(holder, new ApiToken(user, name, secret, true, Instant.MAX));
    }
  }

  /** A token has no more than its user, so both get it. */
  private static void grant(BackupState state, String user, String name, String path, String role) {
    if (!user.equals(ROOT)) {
      state.rights().grant(new Rights.Entry(path, user, role, true));
    }
    state.rights().grant(new Rights.Entry(path, user + "!" + name, role, true));
  }
}
