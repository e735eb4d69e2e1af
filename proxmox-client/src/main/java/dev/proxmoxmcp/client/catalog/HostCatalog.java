package dev.proxmoxmcp.client.catalog;

/**
 * The catalog to use for a host.
 *
 * @param hostVersion as the host tells it, made harmless to show: {@code 9.2.4}; "" if it did not
 * @param note a sentence for people where there is something to say: why the built-in catalog is
 *     used, or that the host's schema was not read whole; "" for nothing
 */
public record HostCatalog(ApiCatalog catalog, Origin origin, String hostVersion, String note) {
  /** Where a catalog comes from. */
  public enum Origin {
    /** The host's own schema. Its texts are not trusted. */
    HOST,
    /** The one that comes with this library. */
    BUILT_IN
  }

  /** What the host lacks or has in addition, compared with the built-in catalog of its version. */
  public CatalogDifferences differences() {
    ApiCatalog builtIn = ApiCatalog.nearest(catalog.product(), catalog.version());
    return catalog.differencesFrom(builtIn);
  }
}
