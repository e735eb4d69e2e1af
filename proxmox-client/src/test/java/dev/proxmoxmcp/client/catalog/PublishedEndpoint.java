package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An endpoint as the newest version of its product has it, of those that are built in.
 *
 * @param parameters the names that it has in any version
 */
record PublishedEndpoint(Product product, ApiEndpoint newest, TreeSet<String> parameters) {
  static List<PublishedEndpoint> all() {
    Map<String, PublishedEndpoint> all = new TreeMap<>();
    for (Product product : Product.values()) {
      for (String version : ApiCatalog.builtIn(product)) {
        for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
          TreeSet<String> parameters = new TreeSet<>(endpoint.parameters().keySet());
          String key = product + " " + endpoint.template() + " " + endpoint.method();
          PublishedEndpoint older = all.get(key);
          if (older != null) {
            parameters.addAll(older.parameters());
          }
          all.put(key, new PublishedEndpoint(product, endpoint, parameters));
        }
      }
    }
    return List.copyOf(all.values());
  }

  ApiMethod method() {
    return newest.method();
  }

  String template() {
    return newest.template();
  }

  String permissions() {
    return newest.permissions();
  }

  boolean download() {
    return newest.is(ApiEndpoint.Trait.DOWNLOAD);
  }
}
