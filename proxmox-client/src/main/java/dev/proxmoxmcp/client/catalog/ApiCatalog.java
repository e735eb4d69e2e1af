package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints of one version of a product. Immutable; thread-safe. */
public final class ApiCatalog {
  private final Product product;
  private final String version;
  private final List<ApiEndpoint> endpoints;
  private final PathTree paths;
  private volatile @Nullable ApiSearch search;

  ApiCatalog(Product product, String version, List<ApiEndpoint> endpoints) {
    this.product = product;
    this.version = version;
    this.endpoints = List.copyOf(endpoints);
    this.paths = new PathTree(this.endpoints);
  }

  /**
   * The built-in catalog for a host of that version: of the same version, else of the nearest one.
   *
   * @param version as a host tells it: {@code 9.2} or {@code 9.2.4}; the newest for one that cannot
   *     be read
   */
  public static ApiCatalog nearest(Product product, String version) {
    return BuiltInCatalogs.nearest(product, version);
  }

  /** The versions of {@code product} that are built in, oldest first. */
  public static List<String> builtIn(Product product) {
    return BuiltInCatalogs.versions(product);
  }

  /** Whose API it is. */
  public Product product() {
    return product;
  }

  /** Of which version: {@code 9.2}. */
  public String version() {
    return version;
  }

  /** All of them, by path and method. */
  public List<ApiEndpoint> endpoints() {
    return endpoints;
  }

  /** The endpoint with exactly that template; empty if there is none. */
  public Optional<ApiEndpoint> endpoint(ApiMethod method, String template) {
    return match(method, template) instanceof PathMatch.Found found
            && found.endpoint().template().equals(template)
        ? Optional.of(found.endpoint())
        : Optional.empty();
  }

  /**
   * Finds what {@code path} means.
   *
   * @param path not encoded, with or without {@code /api2/json} before it; placeholders may be left
   *     in it. Nothing of it is trusted
   */
  public PathMatch match(ApiMethod method, String path) {
    return paths.match(method, path);
  }

  /**
   * The search in it, made ready when it is first asked for; two first calls at once may both make
   * it, to the same end.
   */
  public ApiSearch search() {
    ApiSearch ready = search;
    if (ready == null) {
      ready = new ApiSearch(this);
      search = ready;
    }
    return ready;
  }

  /** What a host of this catalog lacks or has in addition, seen from {@code other}. */
  public CatalogDifferences differencesFrom(ApiCatalog other) {
    return CatalogDifferences.between(other, this);
  }

  @Override
  public String toString() {
    return product.title() + " " + version + ", " + endpoints.size() + " endpoints";
  }
}
