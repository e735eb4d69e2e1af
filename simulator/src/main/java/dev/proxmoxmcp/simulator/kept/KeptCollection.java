package dev.proxmoxmcp.simulator.kept;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Verb;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.kept.KeptCollections.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One collection of settings; where its path has a placeholder, one for each value of that.
 * Mutable; guarded by the timeline's turn.
 */
final class KeptCollection {
  /** What tells how to change something, and is not kept. */
  private static final Set<String> ABOUT = Set.of("digest", "delete", "lock-token");

  private final Kind kind;
  private final JsonNode parameters;
  private final boolean listedWithDigest;
  private final Map<String, Map<String, Map<String, Object>>> byPlace = new HashMap<>();

  KeptCollection(Kind kind, Catalog catalog) {
    this.kind = kind;
    this.parameters =
        catalog
            .find(Verb.POST, kind.path())
            .or(() -> catalog.find(Verb.POST, kind.one()))
            .map(endpoint -> endpoint.facts().path("parameters"))
            .orElse(MissingNode.getInstance());
    this.listedWithDigest =
        catalog
            .find(Verb.GET, kind.path())
            .filter(endpoint ->
                endpoint.facts().path("returns").path("items").path("properties").has("digest"))
            .isPresent();
  }

  /** Has one from the beginning, of a collection that is in no place of its own. */
  void comesWith(String name, Map<String, Object> settings) {
    byPlace.computeIfAbsent("", _ -> new TreeMap<>()).put(name, new LinkedHashMap<>(settings));
  }

  private Map<String, Map<String, Object>> of(Call call) {
    StringBuilder place = new StringBuilder();
    call.values()
        .forEach((name, value) -> {
          if (kind.path().contains("{" + name + "}")) {
            place.append(name).append('=').append(value).append(';');
          }
        });
    return byPlace.computeIfAbsent(place.toString(), _ -> new TreeMap<>());
  }

  Answer list(Call call) {
    return Answer.of(
        of(call).entrySet().stream()
            .map(one -> listed(one.getKey(), one.getValue(), call))
            .toList());
  }

  private Map<String, Object> listed(String name, Map<String, Object> kept, Call call) {
    Map<String, Object> row = shown(name, kept, call);
    if (!listedWithDigest) {
      row.remove("digest");
    }
    return row;
  }

  private Map<String, Object> shown(String name, Map<String, Object> kept, Call call) {
    Map<String, Object> row = new LinkedHashMap<>(kept);
    row.put(kind.shown(), name);
    row.put("digest", digest(call));
    return row;
  }

  private String digest(Call call) {
    return Digest.of(of(call).toString());
  }

  Answer create(Call call) {
    String name = call.text(kind.key()).orElseGet(() -> freshName(call));
    if (of(call).putIfAbsent(name, settings(call)) != null) {
      throw new Refusal.Died(kind.noun() + " '" + name + "' already exists");
    }
    return Answer.of(null);
  }

  /** Where the name may be left out. */
  private String freshName(Call call) {
    return kind.noun().toLowerCase(Locale.ROOT).replace(' ', '-')
        + "-"
        + Digest.of(call.now() + of(call).toString()).substring(0, 8);
  }

  private Map<String, Object> settings(Call call) {
    Map<String, Object> settings = new LinkedHashMap<>();
    new TreeMap<>(call.values())
        .forEach((name, value) -> {
          boolean ofPath = kind.path().contains("{" + name + "}") || name.equals(kind.key());
          if (!ofPath && !ABOUT.contains(name)) {
            settings.put(name, typed(name, value, call));
          }
        });
    return settings;
  }

  private Object typed(String name, String value, Call call) {
    return switch (parameters.path(name).path("type").asString("")) {
      case "integer", "boolean" -> Long.valueOf(value);
      case "array" -> call.texts(name);
      default -> value;
    };
  }

  private Map<String, Object> require(Call call) {
    String name = call.required(kind.key());
    Map<String, Object> kept = of(call).get(name);
    if (kept == null) {
      throw new Refusal.Died("no such " + kind.noun() + " '" + name + "'");
    }
    return kept;
  }

  Answer read(Call call) {
    return Answer.of(shown(call.required(kind.key()), require(call), call));
  }

  Answer change(Call call) {
    Map<String, Object> kept = require(call);
    Digest.require(call, digest(call), "");
    kept.keySet().removeAll(call.list("delete"));
    call.texts("delete").forEach(kept::remove);
    kept.putAll(settings(call));
    return Answer.of(null);
  }

  Answer delete(Call call) {
    require(call);
    of(call).remove(call.required(kind.key()));
    return Answer.of(null);
  }
}
