package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What an administrator asks for, and what serves it.
 *
 * @param endpoints as {@code GET /nodes/{node}/qemu}: each of them does
 */
record SearchRequest(Product product, String words, List<String> endpoints) {

  static List<SearchRequest> all(String file) {
    try (InputStream resource =
        Objects.requireNonNull(SearchRequest.class.getResourceAsStream(file), file)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(SearchRequest::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static SearchRequest parse(String line) {
    String[] parts = line.split("\\|", 3);
    return new SearchRequest(
        Product.valueOf(parts[0].strip().toUpperCase(Locale.ROOT)),
        parts[1].strip(),
        Arrays.stream(parts[2].split(";", -1)).map(String::strip).toList());
  }

  /** The place of the first endpoint that serves it, from 1 on; 0 if none is there. */
  int rankIn(List<String> titles) {
    for (int at = 0; at < titles.size(); at++) {
      if (endpoints.contains(titles.get(at))) {
        return at + 1;
      }
    }
    return 0;
  }

  boolean endpointsExist() {
    ApiCatalog newest = ApiCatalog.nearest(product, ApiCatalog.builtIn(product).getLast());
    List<String> there = newest.endpoints().stream().map(ApiEndpoint::title).toList();
    return there.containsAll(endpoints);
  }

  @Override
  public String toString() {
    return product.name().toLowerCase(Locale.ROOT) + " " + words;
  }
}
