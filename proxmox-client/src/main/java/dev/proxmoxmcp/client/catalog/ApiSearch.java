package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.SearchIndex.Postings;
import dev.proxmoxmcp.client.catalog.SearchQuery.Concept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds the endpoints of a catalog by the words of administrators: {@code grow the disk of a
 * container}. Words are weighed by how rare they are and where they stand (BM25); {@code
 * search-words.txt} says which mean the same and which method a verb asks for. The order is the
 * same every time. Thread-safe.
 */
public final class ApiSearch {
  /** What an endpoint is worth that does not do what the verb asks for. */
  private static final float OTHER_METHOD = 0.62f;

  private static final float MAYBE_OTHER_METHOD = 0.8f;

  /** What an endpoint without a task of its own is worth, such as a list of paths. */
  private static final Map<String, Float> ASIDE =
      Map.of(
          "List the paths", 0.25f,
          "(internal use)", 0.5f,
          "(backup protocol)", 0.5f,
          "(reader protocol)", 0.5f,
          "over a websocket", 0.6f,
          "(image)", 0.6f,
          "(older form)", 0.85f);

  /** Hits that are worth less than this part of the best one are none. */
  private static final float WORTH_SHOWING = 0.3f;

  /** What a change is worth where no verb asks for one. */
  private static final Map<ApiMethod, Float> WITHOUT_VERB =
      Map.of(ApiMethod.POST, 0.95f, ApiMethod.PUT, 0.9f, ApiMethod.DELETE, 0.8f);

  private static final float MOST_PREFERRED = 1.3f;

  /** Of less weight are verbs that say no more than their method. */
  private static final float PREFERABLE = 0.5f;

  /** How much a second word adds that means the same. */
  private static final float SECOND = 0.2f;

  /** From this share on a word is about the endpoint; below it is but named there. */
  private static final float TELLING = 0.6f;

  /** How much of a mention a word is that is but named. */
  private static final float PASSING = 0.25f;

  /** What an endpoint is worth whose path ends with something that the query does not speak of. */
  private static final float OTHER_END = 0.85f;

  /** Whoever gives a path wants what is there. */
  private static final float NAMED = 100;

  /** Characters of a query; the rest of a longer one is not read. */
  private static final int LONGEST = 1_000;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*\\}");

  private static final int SUGGESTIONS = 3;
  private static final int EXPLAINED = 3;

  private final Product product;
  private final List<ApiEndpoint> endpoints;
  private final ApiSummaries summaries;
  private final ApiCatalog catalog;
  private final QueryReader reader;
  private final SearchIndex index;
  private final float[] standing;

  ApiSearch(ApiCatalog catalog) {
    this.catalog = catalog;
    this.product = catalog.product();
    this.endpoints = catalog.endpoints();
    this.summaries = ApiSummaries.builtIn();
    SearchLexicon lexicon = SearchLexicon.of(product);
    this.index = new SearchIndex(product, endpoints, summaries, lexicon);
    this.reader = new QueryReader(index, lexicon);
    this.standing = new float[endpoints.size()];
    for (int place = 0; place < standing.length; place++) {
      standing[place] = standing(summary(endpoints.get(place)));
    }
  }

  /**
   * An endpoint that was found.
   *
   * @param summary what it does, in our words; "" if only the host knows it, whose own description
   *     is not to be trusted
   * @param score how well it fits, compared with the others
   */
  public record Hit(ApiEndpoint endpoint, String summary, float score) {}

  /**
   * What was found.
   *
   * @param hits the best first; empty if nothing fits
   * @param total how many fit
   * @param unknown the first words of the query that stand nowhere, three at most, each with
   *     similar ones that do
   */
  public record Result(List<Hit> hits, int total, Map<String, List<String>> unknown) {}

  /**
   * Searches.
   *
   * @param query a few words, in English; what is too long is cut
   * @param limit how many hits at most
   */
  public Result find(String query, int limit) {
    String read = query.length() > LONGEST ? query.substring(0, LONGEST) : query;
    SearchQuery asked = reader.read(PLACEHOLDER.matcher(read).replaceAll(" "));
    Set<ApiEndpoint> named = named(read);
    float[] scores = scores(asked);
    List<Hit> hits = new ArrayList<>();
    for (int place = 0; place < scores.length; place++) {
      ApiEndpoint endpoint = endpoints.get(place);
      float score = scores[place] + (named.contains(endpoint) ? NAMED : 0);
      if (score > 0) {
        hits.add(new Hit(endpoint, summary(endpoint), score));
      }
    }
    hits.sort(
        Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparingInt(hit -> hit.endpoint().template().length())
            .thenComparing(hit -> hit.endpoint().template())
            .thenComparing(hit -> hit.endpoint().method()));
    if (!hits.isEmpty()) {
      float best = hits.getFirst().score();
      float least = (best > NAMED ? best - NAMED : best) * WORTH_SHOWING;
      hits.removeIf(hit -> hit.score() < least);
    }
    return new Result(
        List.copyOf(hits.subList(0, Math.min(limit, hits.size()))),
        hits.size(),
        suggestions(asked.unknown()));
  }

  /** The endpoints of the path that the query holds, if it holds one. */
  private Set<ApiEndpoint> named(String query) {
    Set<ApiEndpoint> named = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String word : query.split("\\s+", -1)) {
      for (ApiMethod method : word.startsWith("/") ? ApiMethod.values() : new ApiMethod[0]) {
        if (catalog.match(method, word) instanceof PathMatch.Found found) {
          named.add(found.endpoint());
        }
      }
    }
    return named;
  }

  private float[] scores(SearchQuery asked) {
    float[] scores = new float[endpoints.size()];
    float[] covered = new float[endpoints.size()];
    float all = 0;
    for (Concept concept : asked.concepts()) {
      float[] shares = shares(concept);
      float rarity = rarity(shares);
      float worth = rarity * concept.weight();
      if (concept.weight() >= PREFERABLE) {
        prefer(concept.asked(), rarity, shares);
      }
      all += worth;
      for (int place = 0; place < scores.length; place++) {
        if (shares[place] > 0) {
          scores[place] += shares[place] * worth;
          covered[place] += worth;
        }
      }
    }
    for (int place = 0; place < scores.length; place++) {
      if (scores[place] > 0) {
        scores[place] *= standing[place] * (0.4f + 0.6f * covered[place] / all) * fit(place, asked);
      }
    }
    return scores;
  }

  /** How much of each endpoint the concept tells, by the best of its words. */
  private float[] shares(Concept concept) {
    float[] shares = new float[endpoints.size()];
    concept.words().forEach((word, sure) -> raise(shares, word, sure));
    return shares;
  }

  private void raise(float[] shares, String word, float factor) {
    Postings postings = index.of(word);
    for (int at = 0; postings != null && at < postings.count(); at++) {
      int place = postings.place(at);
      float share = postings.share(at) * factor;
      shares[place] = Math.max(shares[place], share) + SECOND * Math.min(shares[place], share);
    }
  }

  /** The very word that was asked for is worth more where it is rarer than what means the same. */
  private void prefer(String asked, float rarity, float[] shares) {
    float[] alone = new float[shares.length];
    raise(alone, asked, 1);
    float more = (float) Math.min(MOST_PREFERRED, Math.sqrt(rarity(alone) / rarity));
    for (int place = 0; place < shares.length; place++) {
      shares[place] = Math.max(shares[place], alone[place] * more);
    }
  }

  /** All words of a concept are one: a rare one among them is not worth more than the usual one. */
  private static float rarity(float[] shares) {
    float count = 0;
    for (float share : shares) {
      count += share >= TELLING ? 1 : share > 0 ? PASSING : 0;
    }
    return (float) Math.log(1 + (shares.length - count + 0.5) / (count + 0.5));
  }

  private float fit(int place, SearchQuery asked) {
    ApiMethod method = endpoints.get(place).method();
    float fit = index.endsIn(place, asked.words()) ? 1 : OTHER_END;
    if (asked.methods().isEmpty()) {
      return fit * WITHOUT_VERB.getOrDefault(method, 1f);
    }
    return asked.methods().contains(method)
        ? fit
        : fit * (asked.leading() ? OTHER_METHOD : MAYBE_OTHER_METHOD);
  }

  private String summary(ApiEndpoint endpoint) {
    return summaries.of(product, endpoint.method(), endpoint.template()).orElse("");
  }

  private static float standing(String summary) {
    float standing = 1;
    for (Map.Entry<String, Float> aside : ASIDE.entrySet()) {
      if (summary.contains(aside.getKey())) {
        standing = Math.min(standing, aside.getValue());
      }
    }
    return standing;
  }

  private Map<String, List<String>> suggestions(List<String> unknown) {
    Map<String, List<String>> suggestions = new TreeMap<>();
    for (String word : unknown.subList(0, Math.min(EXPLAINED, unknown.size()))) {
      suggestions.put(word, Nearest.to(word, index.readable().values(), SUGGESTIONS));
    }
    return suggestions;
  }
}
