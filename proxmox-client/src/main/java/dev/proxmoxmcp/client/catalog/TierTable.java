package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tier of every endpoint of the built-in catalogs, as reviewed. A host's own schema has no say
 * in it: an endpoint that is not in this table is administration, whatever the host calls it.
 *
 * <p>The table is the file {@code tiers.txt}, a line for each endpoint. A test derives it from what
 * the endpoints need and from a list of exceptions that has a reason on each line, and fails if the
 * file says anything else. Immutable.
 */
public final class TierTable {
  private static final Verdict UNKNOWN =
      new Verdict(Tier.ADMIN, "an endpoint that nobody has reviewed");

  private final Map<Key, Verdict> verdicts;

  private record Key(Product product, ApiMethod method, String template) {}

  private TierTable(Map<Key, Verdict> verdicts) {
    this.verdicts = Map.copyOf(verdicts);
  }

  /** The table that the program brings along; read when it is first asked for. */
  public static TierTable builtIn() {
    return BuiltIn.TABLE;
  }

  /**
   * What a call can do whose parameters are not known yet; they may make it graver.
   *
   * @param template as the catalog has it: {@code /nodes/{node}/qemu/{vmid}/config}
   */
  public Verdict of(Product product, ApiMethod method, String template) {
    return verdicts.getOrDefault(new Key(product, method, template), UNKNOWN);
  }

  /**
   * What a call can do as it would be sent.
   *
   * @param sent all parameters, those in the path among them
   */
  public Verdict of(Product product, ApiMethod method, String template, Sent sent) {
    Verdict verdict = of(product, method, template);
    for (Verdict risk : Risks.of(product, method, template, sent)) {
      verdict = verdict.and(risk);
    }
    return verdict;
  }

  /**
   * The same of an endpoint of any catalog, a host's own among them: only its method and its
   * template count.
   */
  public Verdict of(Product product, ApiEndpoint endpoint, Sent sent) {
    return of(product, endpoint.method(), endpoint.template(), sent);
  }

  /** Whether somebody has reviewed the endpoint. */
  public boolean knows(Product product, ApiMethod method, String template) {
    return verdicts.containsKey(new Key(product, method, template));
  }

  private static final class BuiltIn {
    private static final String RESOURCE = "tiers.txt";
    private static final TierTable TABLE = new TierTable(read());

    private static Map<Key, Verdict> read() {
      Map<Key, Verdict> verdicts = new HashMap<>();
      ResourceLines.of(RESOURCE).forEach(line -> put(verdicts, line));
      return verdicts;
    }

    /** {@code pve GET /cluster/tasks read: looks only}. */
    private static void put(Map<Key, Verdict> verdicts, String line) {
      String[] parts = line.split(" ", 5);
      Optional<ApiMethod> method = ApiMethod.named(parts[1]);
      String tier = parts[3].substring(0, parts[3].length() - 1);
      verdicts.put(
          new Key(
              Product.valueOf(parts[0].toUpperCase(Locale.ROOT)), method.orElseThrow(), parts[2]),
          new Verdict(Tier.of(tier), parts[4]));
    }
  }
}
