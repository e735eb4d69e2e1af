package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.HostCatalog;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the endpoint that somebody means, in the API of the connected host at its own version, and
 * says why there is none.
 *
 * @param host its API
 */
record Lookup(HostCatalog host) {
  private static final String NOTHING_SENT = " Nothing was sent.";

  /**
   * The endpoint that {@code name} names. Without a method, the only one that the path has.
   *
   * @throws ArgumentProblem if there is none, with the nearest ones or the versions that have it
   */
  PathMatch.Found find(EndpointName name) {
    if (name.method() != null) {
      return find(name.method(), name.path());
    }
    List<PathMatch.Found> found =
        Stream.of(ApiMethod.values())
            .map(method -> catalog().match(method, name.path()))
            .filter(PathMatch.Found.class::isInstance)
            .map(PathMatch.Found.class::cast)
            .toList();
    if (found.size() > 1) {
      throw new ArgumentProblem(
          "Name the method as well; there are "
              + found.stream().map(one -> one.endpoint().title()).collect(Collectors.joining(", "))
              + "."
              + NOTHING_SENT);
    }
    return found.isEmpty() ? find(ApiMethod.GET, name.path()) : found.getFirst();
  }

  /**
   * The endpoint of that method and path.
   *
   * @throws ArgumentProblem if there is none, with the nearest ones or the versions that have it
   */
  PathMatch.Found find(ApiMethod method, String path) {
    return switch (catalog().match(method, path)) {
      case PathMatch.Found found -> found;
      case PathMatch.Malformed(String why) ->
          throw new ArgumentProblem(
              "The path "
                  + Foreign.name(path)
                  + " "
                  + why
                  + ". A path looks like /nodes/{node}/qemu/101/config."
                  + NOTHING_SENT);
      case PathMatch.OtherMethod(String template, List<ApiMethod> methods) ->
          throw new ArgumentProblem(
              "There is no "
                  + method
                  + " "
                  + template
                  + elsewhere(method, path)
                  + "; that path has "
                  + methods.stream().map(ApiMethod::name).collect(Collectors.joining(", "))
                  + "."
                  + noted());
      case PathMatch.Unknown(List<String> nearest) ->
          throw new ArgumentProblem(
              "There is no path "
                  + Foreign.name(path)
                  + elsewhere(method, path)
                  + "."
                  + (nearest.isEmpty() ? "" : " Nearest: " + String.join(", ", nearest) + ".")
                  + " api_search finds endpoints by words."
                  + noted());
    };
  }

  private ApiCatalog catalog() {
    return host.catalog();
  }

  /** That nothing was sent, and what is to say about the catalog. */
  private String noted() {
    return NOTHING_SENT + (host.note().isEmpty() ? "" : " " + host.note());
  }

  /** Which host this is: {@code Proxmox VE 8.4.1}. */
  String hostName() {
    String version = host.hostVersion().isEmpty() ? catalog().version() : host.hostVersion();
    return catalog().product().title() + " " + Foreign.word(version);
  }

  /** What other versions, or the other product, know of an endpoint; "" for nothing. */
  private String elsewhere(ApiMethod method, String path) {
    Optional<String> version =
        versions(catalog -> catalog.match(method, path) instanceof PathMatch.Found);
    if (version.isPresent()) {
      return " on this host: " + version.get();
    }
    Product other = catalog().product() == Product.PVE ? Product.PBS : Product.PVE;
    boolean there =
        ApiCatalog.nearest(other, "").match(method, path) instanceof PathMatch.Found found
            && !found.endpoint().template().equals("/");
    return there ? " on this host: " + other.title() + " has it, and this is " + hostName() : "";
  }

  /** What other versions know of a parameter that this host's endpoint lacks; empty for nothing. */
  Optional<String> elsewhere(ApiEndpoint endpoint, String parameter) {
    return versions(catalog ->
        catalog
            .endpoint(endpoint.method(), endpoint.template())
            .flatMap(known -> known.parameter(parameter))
            .isPresent());
  }

  @FunctionalInterface
  private interface Knows {
    boolean it(ApiCatalog catalog);
  }

  /** {@code it exists from 9.1 on, and this host is Proxmox VE 8.4.1}. */
  private Optional<String> versions(Knows knows) {
    List<String> builtIn = ApiCatalog.builtIn(catalog().product());
    List<String> having =
        builtIn.stream()
            .filter(version -> knows.it(ApiCatalog.nearest(catalog().product(), version)))
            .toList();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    String span =
        having.getLast().equals(builtIn.getLast())
            ? "it exists from " + having.getFirst() + " on"
            : "it existed until " + having.getLast();
    return Optional.of(span + ", and this host is " + hostName());
  }

  /** How this host's endpoint differs from the one of other versions; a line each. */
  List<String> differences(ApiEndpoint endpoint) {
    List<String> builtIn = ApiCatalog.builtIn(catalog().product());
    List<String> having =
        builtIn.stream()
            .filter(version ->
                ApiCatalog.nearest(catalog().product(), version)
                    .endpoint(endpoint.method(), endpoint.template())
                    .isPresent())
            .toList();
    return Stream.of(
            having.isEmpty()
                ? "No version of " + catalog().product().title() + " that is known has it."
                : having.getFirst().equals(builtIn.getFirst())
                    ? ""
                    : "It exists from " + having.getFirst() + " on.",
            parametersOfNewest(endpoint, builtIn.getLast()))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String parametersOfNewest(ApiEndpoint endpoint, String newest) {
    List<String> lacking =
        ApiCatalog.nearest(catalog().product(), newest)
            .endpoint(endpoint.method(), endpoint.template())
            .map(known ->
                known.parameters().keySet().stream()
                    .filter(name -> !endpoint.parameters().containsKey(name))
                    .sorted()
                    .toList())
            .orElse(List.of());
    return lacking.isEmpty()
        ? ""
        : "Not on this host ("
            + hostName()
            + "), but on "
            + newest
            + ": "
            + String.join(", ", lacking)
            + ".";
  }
}
