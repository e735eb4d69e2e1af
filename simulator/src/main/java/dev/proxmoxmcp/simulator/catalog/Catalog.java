package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The endpoints that one version of Proxmox VE publishes. Read when it is first asked for.
 * Immutable.
 */
public final class Catalog {
  /** The version that is simulated unless another is asked for. */
  public static final String USUAL = "9.2";

  private static final String RESOURCE = "pve.catalog.gz";

  private final String version;
  private final Map<String, Published> endpoints = new LinkedHashMap<>();

  private Catalog(String version, List<Published> endpoints) {
    this.version = version;
    endpoints.forEach(one -> this.endpoints.put(key(one.verb(), one.path()), one));
  }

  /**
   * One endpoint.
   *
   * @param facts what is published of it: its parameters, permissions and what it returns
   */
  public record Published(Verb verb, String path, JsonNode facts) {
    /** The schema of a parameter; absent ones are missing nodes. */
    JsonNode parameters() {
      return facts.path("parameters");
    }
  }

  /** Each version is read once. */
  private static final class Read {
    private static final Map<String, Catalog> ALL = read();
  }

  /** The versions that there are, the oldest first. */
  public static List<String> versions() {
    return List.copyOf(Read.ALL.keySet());
  }

  /**
   * The endpoints of a version such as {@code 9.2}.
   *
   * @throws IllegalArgumentException naming those that there are, if it is not one of them
   */
  public static Catalog of(String version) {
    Catalog catalog = Read.ALL.get(version);
    if (catalog == null) {
      throw new IllegalArgumentException(
          "there is no version '" + version + "'; there are " + String.join(", ", versions()));
    }
    return catalog;
  }

  /** Such as {@code 9.2}. */
  public String version() {
    return version;
  }

  /** All of them, in the order of their paths. */
  public List<Published> endpoints() {
    return List.copyOf(endpoints.values());
  }

  /** The endpoint at a path with placeholders, or empty. */
  public Optional<Published> find(Verb verb, String path) {
    return Optional.ofNullable(endpoints.get(key(verb, path)));
  }

  /** Names of placeholders tell nothing, and one that takes the rest of a path is one as well. */
  private static String key(Verb verb, String path) {
    return verb + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  private static Map<String, Catalog> read() {
    Map<String, Catalog> all = new LinkedHashMap<>();
    CatalogFacts.byVersion(RESOURCE)
        .forEach((version, facts) ->
            all.put(
                version, new Catalog(version, facts.stream().map(Catalog::published).toList())));
    return all;
  }

  private static Published published(JsonNode facts) {
    return new Published(
        Verb.valueOf(facts.path("method").asString()), facts.path("path").asString(), facts);
  }
}
