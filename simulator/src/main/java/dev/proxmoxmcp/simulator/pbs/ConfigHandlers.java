package dev.proxmoxmcp.simulator.pbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything below {@code /config} that is a list of entries: they are made, read, changed and
 * removed in the same way everywhere. What else they need is checked here where the schema does not
 * say it.
 */
final class ConfigHandlers {
  /** By place: the parameter that names an entry, and what the product calls it. */
  private static final Map<String, Kind> KINDS = new TreeMap<>();

  /** Parameters that are no property of an entry. */
  private static final Set<String> NO_PROPERTIES =
      Set.of("digest", "delete", "overwrite-in-use", "reuse-datastore", "keep-job-configs");

  /** Properties that are never shown. */
  private static final Set<String> SECRETS =
      Set.of("password", "token", "secret", "secret-key", "client-key", "header", "data");

  private record Kind(String key, String title) {}

  static {
    kind("/config/datastore", "name", "datastore");
    kind("/config/prune", "id", "prune");
    kind("/config/verify", "id", "verification");
    kind("/config/sync", "id", "sync");
    kind("/config/remote", "name", "remote");
    kind("/config/s3", "id", "s3-endpoint");
    kind("/config/traffic-control", "name", "rule");
    kind("/config/changer", "name", "changer");
    kind("/config/drive", "name", "lto");
    kind("/config/media-pool", "name", "pool");
    kind("/config/tape-backup-job", "id", "backup");
    kind("/config/metrics/influxdb-http", "name", "influxdb-http");
    kind("/config/metrics/influxdb-udp", "name", "influxdb-udp");
    kind("/config/access/ad", "realm", "ad");
    kind("/config/access/ldap", "realm", "ldap");
    kind("/config/access/openid", "realm", "openid");
    kind("/config/acme/plugins", "id", "plugin");
    kind("/config/notifications/endpoints/gotify", "name", "endpoint");
    kind("/config/notifications/endpoints/sendmail", "name", "endpoint");
    kind("/config/notifications/endpoints/smtp", "name", "endpoint");
    kind("/config/notifications/endpoints/webhook", "name", "endpoint");
    kind("/config/notifications/matchers", "name", "matcher");
  }

  private final BackupState state;
  private final StoreAccess access;

  ConfigHandlers(BackupState state) {
    this.state = state;
    this.access = new StoreAccess(state);
  }

  private static void kind(String place, String key, String title) {
    KINDS.put(place, new Kind(key, title));
  }

  /** What is said of an entry that is not there. */
  static String noSuch(String place, String name) {
    Kind kind = KINDS.getOrDefault(place, new Kind("name", "entry"));
    return "no such " + kind.title() + " '" + name + "'";
  }

  void register(Handlers handlers) {
    KINDS.forEach((place, kind) -> {
      String one = place + "/{" + kind.key() + "}";
      handlers
          .get(place, call -> list(call, place))
          .post(place, call -> create(call, place, kind))
          .get(one, call -> read(call, place, kind))
          .put(one, call -> update(call, place, kind))
          .delete(one, call -> delete(call, place, kind));
    });
  }

  /** Jobs belong to a datastore, and so do the rights on them. */
  static boolean mayRead(BackupState state, AuthId caller, String kind, Map<String, Object> entry) {
    String store = String.valueOf(entry.getOrDefault("store", entry.get("name")));
    List<String> privileges =
        kind.equals("verify")
            ? List.of("Datastore.Audit", "Datastore.Verify")
            : List.of("Datastore.Audit");
    return state.rights().any(caller, "/datastore/" + store, privileges);
  }

  private boolean mayRead(BackupCall call, String place, Map<String, Object> entry) {
    return switch (place) {
      case "/config/datastore" ->
          mayRead(
              state, call.caller(), "datastore", Map.of("store", entry.getOrDefault("name", "")));
      case "/config/prune", "/config/verify", "/config/sync" ->
          mayRead(state, call.caller(), place.substring("/config/".length()), entry);
      case "/config/remote" ->
          state
              .rights()
              .any(call.caller(), "/remote/" + entry.get("name"), List.of("Remote.Audit"));
      default -> true;
    };
  }

  private static Map<String, Object> shown(Map<String, Object> entry) {
    Map<String, Object> shown = new LinkedHashMap<>(entry);
    shown.keySet().removeAll(SECRETS);
    return shown;
  }

  private BackupAnswer list(BackupCall call, String place) {
    List<Map<String, Object>> rows =
        state.sections().all(place).stream()
            .filter(entry -> mayRead(call, place, entry))
            .map(ConfigHandlers::shown)
            .toList();
    return BackupAnswer.versioned(rows, state.sections().digest(place));
  }

  private Map<String, Object> entry(BackupCall call, String place, Kind kind) {
    String name = call.text(kind.key());
    return state.sections().find(place, name).orElseThrow(() -> Refused.bad(noSuch(place, name)));
  }

  private BackupAnswer read(BackupCall call, String place, Kind kind) {
    Map<String, Object> entry = entry(call, place, kind);
    if (!mayRead(call, place, entry)) {
      throw Refused.forbidden("permission check failed");
    }
    return BackupAnswer.versioned(shown(entry), state.sections().digest(place));
  }

  private void checkChange(BackupCall call, String place, Map<String, Object> entry) {
    String store = "/datastore/" + entry.get("store");
    switch (place) {
      case "/config/prune" -> access.needsAny(call, store, "Datastore.Modify");
      case "/config/verify" -> access.needsAny(call, store, "Datastore.Verify");
      case "/config/sync" -> access.needsAny(call, store, "Datastore.Backup");
      default -> {}
    }
    if (entry.get("store") instanceof String name) {
      state.datastore(name);
    }
  }

  private static Map<String, Object> properties(BackupCall call) {
    Map<String, Object> properties = new LinkedHashMap<>(call.values());
    properties.keySet().removeAll(NO_PROPERTIES);
    return properties;
  }

  private BackupAnswer create(BackupCall call, String place, Kind kind) {
    Map<String, Object> entry = properties(call);
    checkChange(call, place, entry);
    String name = call.text(kind.key());
    if (state.sections().find(place, name).isPresent()) {
      throw Refused.bad(already(place, kind, name));
    }
    state.sections().put(place, name, entry);
    if (!place.equals("/config/datastore")) {
      return BackupAnswer.done();
    }
    BackupTask made =
        state
            .tasks()
            .start(
                "create-datastore",
                name,
                call.caller(),
                task -> {
                  state.add(new Datastore(name, new OwnShelf(1L << 40, 0)));
                  task.say("Chunkstore create: 100%");
                  task.succeed();
                });
    return BackupAnswer.of(made.upid().toString());
  }

  private static String already(String place, Kind kind, String name) {
    return switch (place) {
      case "/config/prune", "/config/verify", "/config/sync", "/config/tape-backup-job" ->
          "job '" + name + "' already exists.";
      default -> kind.title() + " '" + name + "' already exists.";
    };
  }

  private BackupAnswer update(BackupCall call, String place, Kind kind) {
    Map<String, Object> entry = new LinkedHashMap<>(entry(call, place, kind));
    checkChange(call, place, entry);
    state.sections().check(place, call.find("digest"));
    call.list("delete").forEach(entry::remove);
    entry.putAll(properties(call));
    checkChange(call, place, entry);
    state.sections().put(place, call.text(kind.key()), entry);
    return BackupAnswer.done();
  }

  private BackupAnswer delete(BackupCall call, String place, Kind kind) {
    Map<String, Object> entry = entry(call, place, kind);
    checkChange(call, place, entry);
    state.sections().check(place, call.find("digest"));
    String name = call.text(kind.key());
    if (place.equals("/config/datastore")) {
      return BackupAnswer.of(removeDatastore(call, name));
    }
    Optional<String> user = users(place, name);
    if (user.isPresent()) {
      throw Refused.bad(kind.title() + " '" + name + "' is used by sync job '" + user.get() + "'");
    }
    state.sections().remove(place, name);
    return BackupAnswer.done();
  }

  /** The sync job that needs a remote. */
  private Optional<String> users(String place, String name) {
    return place.equals("/config/remote")
        ? state.sections().all("/config/sync").stream()
            .filter(job -> name.equals(job.get("remote")))
            .map(job -> String.valueOf(job.get("id")))
            .findFirst()
        : Optional.empty();
  }

  private String removeDatastore(BackupCall call, String name) {
    state.sections().remove("/config/datastore", name);
    if (!call.flag("keep-job-configs", false)) {
      for (String kind : List.of("/config/prune", "/config/verify", "/config/sync")) {
        state.sections().all(kind).stream()
            .filter(job -> name.equals(job.get("store")))
            .forEach(job -> state.sections().remove(kind, String.valueOf(job.get("id"))));
      }
    }
    return state
        .tasks()
        .start(
            "delete-datastore",
            name,
            call.caller(),
            task -> {
              state.removeDatastore(name);
              task.succeed();
            })
        .upid()
        .toString();
  }
}
