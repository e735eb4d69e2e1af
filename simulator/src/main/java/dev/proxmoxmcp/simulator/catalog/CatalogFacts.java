package dev.proxmoxmcp.simulator.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The endpoints of a product as it describes them itself, one object each. A resource has its
 * versions in the first line; each other line is a number whose bits say which of them have an
 * endpoint, a tab, and the endpoint.
 */
public final class CatalogFacts {
  private static final JsonMapper JSON = JsonMapper.shared();

  private CatalogFacts() {}

  /** Those of Proxmox Backup Server 4.1. */
  public static List<JsonNode> ofBackupServer() {
    return byVersion("pbs.catalog.gz").lastEntry().getValue();
  }

  /** Whether a schema says so; Perl has 1 and "1" for true, and some schemas have the latter. */
  public static boolean says(JsonNode schema, String what) {
    return switch (schema.path(what).asString("")) {
      case "1", "true" -> true;
      default -> false;
    };
  }

  /** Those of each version in a resource of this package, the oldest version first. */
  static SequencedMap<String, List<JsonNode>> byVersion(String name) {
    List<String> lines = lines(name);
    SequencedMap<String, List<JsonNode>> facts = new LinkedHashMap<>();
    JSON.readTree(lines.getFirst())
        .path("versions")
        .forEach(version -> facts.put(version.asString(), new ArrayList<>()));
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      int mask = Integer.parseInt(line.substring(0, tab));
      JsonNode endpoint = JSON.readTree(line.substring(tab + 1));
      int bit = 1;
      for (List<JsonNode> ofVersion : facts.values()) {
        if ((mask & bit) != 0) {
          ofVersion.add(endpoint);
        }
        bit <<= 1;
      }
    }
    return facts;
  }

  private static List<String> lines(String name) {
    InputStream resource = CatalogFacts.class.getResourceAsStream(name);
    if (resource == null) {
      throw new IllegalStateException("the resource " + name + " is missing");
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      return lines.readAllLines();
    } catch (IOException spoilt) {
      throw new IllegalStateException("the resource " + name + " cannot be read", spoilt);
    }
  }
}
