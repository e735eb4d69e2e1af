package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What every endpoint of the built-in catalogs does, in a line of our own: the file {@code
 * summaries.txt}, since what the products publish about themselves is kept without texts.
 * Immutable.
 */
public final class ApiSummaries {
  private final Map<Key, String> summaries;

  private record Key(Product product, ApiMethod method, String template) {}

  private ApiSummaries(Map<Key, String> summaries) {
    this.summaries = Map.copyOf(summaries);
  }

  /** The ones that the program brings along; read when they are first asked for. */
  public static ApiSummaries builtIn() {
    return BuiltIn.SUMMARIES;
  }

  /**
   * What the endpoint does: {@code Grow (resize) a disk of a VM}; empty for one that only a host
   * knows.
   *
   * @param template as the catalog has it: {@code /nodes/{node}/qemu/{vmid}/resize}
   */
  public Optional<String> of(Product product, ApiMethod method, String template) {
    return Optional.ofNullable(summaries.get(new Key(product, method, template)));
  }

  private static final class BuiltIn {
    private static final String RESOURCE = "summaries.txt";
    private static final ApiSummaries SUMMARIES = new ApiSummaries(read());

    private static Map<Key, String> read() {
      Map<Key, String> summaries = new HashMap<>();
      ResourceLines.of(RESOURCE).forEach(line -> put(summaries, line));
      return summaries;
    }

    /** {@code pve GET /cluster/nextid: Show the next free vmid, or check one}. */
    private static void put(Map<Key, String> summaries, String line) {
      String[] parts = line.split(" ", 4);
      Product product = Product.valueOf(parts[0].toUpperCase(Locale.ROOT));
      String template = parts[2].substring(0, parts[2].length() - 1);
      summaries.put(new Key(product, ApiMethod.valueOf(parts[1]), template), parts[3]);
    }
  }
}
