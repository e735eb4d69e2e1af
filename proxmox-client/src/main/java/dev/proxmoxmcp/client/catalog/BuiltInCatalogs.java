package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The catalogs that come with this library, each read from its resource when it is first asked for;
 * {@code build/catalogs.py} says how they are made. Thread-safe.
 */
final class BuiltInCatalogs {
  private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[.-].*)?");

  /** Constants but for when they are made: each is read once and never changes. */
  private static final Map<String, ApiCatalog> READ = new ConcurrentHashMap<>();

  private BuiltInCatalogs() {}

  static List<String> versions(Product product) {
    return switch (product) {
      case PVE -> List.of("8.4", "9.1", "9.2");
      case PBS -> List.of("4.1");
    };
  }

  static ApiCatalog nearest(Product product, String version) {
    List<String> versions = versions(product);
    String nearest =
        parse(version)
            .flatMap(wanted ->
                versions.stream().min(Comparator.comparingInt(one -> distance(one, wanted))))
            .orElse(versions.getLast());
    return READ.computeIfAbsent(product + " " + nearest, _ -> read(product, nearest));
  }

  private record Release(int major, int minor) {}

  private static Optional<Release> parse(String version) {
    Matcher parts = VERSION.matcher(version.strip());
    return parts.matches()
        ? Optional.of(
            new Release(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** A step of the first number is further than any of the second. */
  private static int distance(String builtIn, Release wanted) {
    Release number = parse(builtIn).orElseThrow();
    int place = number.major() * 10_000 + number.minor();
    return Math.abs(number.major() - wanted.major()) * 100_000
        + Math.abs(place - (wanted.major() * 10_000 + wanted.minor()));
  }

  private static ApiCatalog read(Product product, String version) {
    String name = product.name().toLowerCase(Locale.ROOT) + ".catalog.gz";
    try (InputStream resource = BuiltInCatalogs.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
        return read(product, version, lines);
      }
    } catch (IOException | SchemaReader.Unreadable spoilt) {
      throw new IllegalStateException("the resource " + name + " cannot be read", spoilt);
    }
  }

  private static ApiCatalog read(Product product, String version, BufferedReader lines)
      throws IOException, SchemaReader.Unreadable {
    List<String> order = new ArrayList<>();
    JsonText.lenient()
        .read(String.valueOf(lines.readLine()))
        .path("versions")
        .forEach(one -> order.add(one.asString()));
    int bit = 1 << order.indexOf(version);
    SchemaReader reader = new SchemaReader();
    List<ApiEndpoint> endpoints = new ArrayList<>();
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      int tab = line.indexOf('\t');
      if ((Integer.parseInt(line.substring(0, tab)) & bit) != 0) {
        endpoints.add(endpoint(reader, JsonText.lenient().read(line.substring(tab + 1))));
      }
    }
    return new ApiCatalog(product, version, endpoints);
  }

  private static ApiEndpoint endpoint(SchemaReader reader, JsonNode fact)
      throws SchemaReader.Unreadable {
    return reader.endpoint(
        ApiMethod.valueOf(fact.path("method").asString()),
        fact.path("path").asString(),
        fact.path("parameters"),
        fact.path("additionalParameters").asBoolean(false),
        fact);
  }
}
