package dev.proxmoxmcp.client.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one catalog lacks, or has in addition, compared with another.
 *
 * @param lacking endpoints, as {@code GET /nodes/{node}/qemu}
 * @param added endpoints
 * @param changed by endpoint, for those that both have and whose parameters have other names
 */
public record CatalogDifferences(
    List<String> lacking, List<String> added, Map<String, Parameters> changed) {

  /**
   * Of one endpoint.
   *
   * @param lacking parameters
   * @param added parameters
   */
  public record Parameters(List<String> lacking, List<String> added) {}

  static CatalogDifferences between(ApiCatalog before, ApiCatalog after) {
    Map<String, ApiEndpoint> old = byTitle(before);
    Map<String, ApiEndpoint> fresh = byTitle(after);
    Map<String, Parameters> changed = new TreeMap<>();
    fresh.forEach((title, endpoint) -> {
      ApiEndpoint other = old.get(title);
      if (other != null && !other.parameters().keySet().equals(endpoint.parameters().keySet())) {
        changed.put(
            title,
            new Parameters(
                without(other.parameters(), endpoint.parameters()),
                without(endpoint.parameters(), other.parameters())));
      }
    });
    return new CatalogDifferences(without(old, fresh), without(fresh, old), changed);
  }

  private static Map<String, ApiEndpoint> byTitle(ApiCatalog catalog) {
    Map<String, ApiEndpoint> byTitle = new TreeMap<>();
    catalog.endpoints().forEach(endpoint -> byTitle.put(endpoint.title(), endpoint));
    return byTitle;
  }

  private static List<String> without(Map<String, ?> all, Map<String, ?> these) {
    TreeSet<String> names = new TreeSet<>(all.keySet());
    names.removeAll(these.keySet());
    return new ArrayList<>(names);
  }
}
