package dev.proxmoxmcp.simulator.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of a product as it describes them itself, one object each. */
public final class CatalogFacts {
  private static final JsonMapper JSON = JsonMapper.shared();

  private CatalogFacts() {}

  /** Those of Proxmox Backup Server 4.1. */
  public static List<JsonNode> ofBackupServer() {
    return read("pbs.catalog.gz", "4.1");
  }

  /** Those of {@code version} in a resource of this package. */
  static List<JsonNode> read(String name, String version) {
    List<JsonNode> facts = new ArrayList<>();
    try (InputStream resource = CatalogFacts.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      List<String> lines =
          new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))
              .lines()
              .toList();
      List<String> versions = new ArrayList<>();
      JSON.readTree(lines.getFirst()).path("versions").forEach(one -> versions.add(one.asString()));
      int bit = 1 << versions.indexOf(version);
      for (String line : lines.subList(1, lines.size())) {
        int tab = line.indexOf('\t');
        if ((Integer.parseInt(line.substring(0, tab)) & bit) != 0) {
          facts.add(JSON.readTree(line.substring(tab + 1)));
        }
      }
    } catch (IOException spoilt) {
      throw new IllegalStateException("the resource " + name + " cannot be read", spoilt);
    }
    return facts;
  }
}
