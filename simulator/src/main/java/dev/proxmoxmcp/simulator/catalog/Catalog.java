package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    try (InputStream resource = Catalog.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return parsed(
          new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))
              .lines()
              .toList());
    } catch (IOException spoilt) {
      throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", spoilt);
    }
  }

  private static Map<String, Catalog> parsed(List<String> lines) {
    JsonMapper json = JsonMapper.shared();
    List<String> names = new ArrayList<>();
    json.readTree(lines.getFirst()).path("versions").forEach(one -> names.add(one.asString()));
    List<List<Published>> byVersion = new ArrayList<>();
    names.forEach(_ -> byVersion.add(new ArrayList<>()));
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      int mask = Integer.parseInt(line.substring(0, tab));
      JsonNode facts = json.readTree(line.substring(tab + 1));
      Published endpoint =
          new Published(
              Verb.valueOf(facts.path("method").asString()), facts.path("path").asString(), facts);
      for (int bit = 0; bit < names.size(); bit++) {
        if ((mask & 1 << bit) != 0) {
          byVersion.get(bit).add(endpoint);
        }
      }
    }
    Map<String, Catalog> all = new LinkedHashMap<>();
    for (int bit = 0; bit < names.size(); bit++) {
      all.put(names.get(bit), new Catalog(names.get(bit), byVersion.get(bit)));
    }
    return all;
  }
}
