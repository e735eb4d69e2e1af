package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalogs of the hosts of one cluster, by product and version: a host's schema changes with
 * its version only. One that could not be read is asked for again after a while. Thread-safe.
 */
public final class CatalogCache {
  private static final Duration UNREAD = Duration.ofMinutes(10);

  /** Versions in one cluster, in the middle of an upgrade and long after. */
  private static final int MOST = 8;

  private final InstantSource clock;
  private final Map<Key, Kept> catalogs = new ConcurrentHashMap<>();

  /** An empty one. */
  public CatalogCache(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(Product product, String version) {}

  private record Kept(HostCatalog catalog, Instant since) {}

  Optional<HostCatalog> find(Product product, String version) {
    Kept kept = catalogs.get(new Key(product, version));
    return kept == null || isStale(kept) ? Optional.empty() : Optional.of(kept.catalog());
  }

  private boolean isStale(Kept kept) {
    return switch (kept.catalog().origin()) {
      case HOST -> false;
      case BUILT_IN -> !clock.instant().isBefore(kept.since().plus(UNREAD));
    };
  }

  void keep(Product product, String version, HostCatalog catalog) {
    if (catalogs.size() >= MOST) {
      catalogs.clear();
    }
    catalogs.put(new Key(product, version), new Kept(catalog, clock.instant()));
  }
}
