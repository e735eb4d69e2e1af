package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;

/** The API of a connected host, at its own version. Thread-safe. */
public final class Catalogs {
  private static final Endpoint VERSION = Endpoint.read("/version");
  private static final int LONGEST_VERSION = 40;

  private final Session session;
  private final CatalogCache cache;
  private final Product product;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Catalogs(Session session, CatalogCache cache, Product product) {
    this.session = session;
    this.cache = cache;
    this.product = product;
  }

  /**
   * The host's own schema where it can be read, else the built-in catalog nearest to its version:
   * {@code GET /version}, and for a version that was not met before {@link Product#schemaPath()}. A
   * host that does not answer is no error: the note tells it.
   *
   * @throws Interrupted if the caller is
   */
  public HostCatalog current() {
    String version;
    try {
      Fields told = session.send(VERSION.call("read the version")).object();
      version = ForeignText.line(told.required("version"), LONGEST_VERSION);
    } catch (Interrupted interrupted) {
      throw interrupted;
    } catch (ProxmoxException unknown) {
      return builtIn("", "its version is not known. " + unknown.getMessage());
    }
    return cache.find(product, version).orElseGet(() -> fetched(version));
  }

  private HostCatalog fetched(String version) {
    HostCatalog catalog = read(version);
    cache.keep(product, version, catalog);
    return catalog;
  }

  private HostCatalog read(String version) {
    try {
      Endpoint schema = Endpoint.file(product.schemaPath());
      String script = session.file(schema.call("read the schema of its API"));
      HostSchema.Schema read = HostSchema.read(product, version, script);
      return new HostCatalog(
          read.catalog(), HostCatalog.Origin.HOST, version, note(read.leftOut()));
    } catch (Interrupted interrupted) {
      throw interrupted;
    } catch (ProxmoxException notFetched) {
      return builtIn(version, "its own schema cannot be read. " + notFetched.getMessage());
    } catch (SchemaReader.Unreadable odd) {
      return builtIn(
          version, "its own schema (" + product.schemaPath() + ") " + odd.getMessage() + ".");
    }
  }

  private static String note(int leftOut) {
    return leftOut == 0
        ? ""
        : leftOut + " endpoints of the host's schema cannot be read and are left out.";
  }

  private HostCatalog builtIn(String version, String why) {
    ApiCatalog catalog = ApiCatalog.nearest(product, version);
    return new HostCatalog(
        catalog,
        HostCatalog.Origin.BUILT_IN,
        version,
        "The built-in catalog of "
            + product.title()
            + " "
            + catalog.version()
            + " is used for "
            + session.cluster()
            + ": "
            + why);
  }
}
