package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which words stand at which endpoints of a catalog, and how much each says about its endpoint: a
 * word of the summary or at the end of the path more than the name of one of eighty parameters.
 * Immutable once made.
 */
final class SearchIndex {
  private static final float SUMMARY = 2f;
  private static final float LAST_SEGMENT = 1.4f;
  private static final float SEGMENT = 0.7f;
  private static final float PARAMETER = 0.5f;
  private static final float FOREIGN = 0.6f;

  /** Where half of all paths begin, whatever they are about. */
  private static final String EVERYWHERE = "nodes";

  /** Ends of paths that say little about what is there. */
  private static final Set<String> VAGUE =
      Set.of("status", "config", "current", "list", "info", "run", "all", "index");

  /** {@code log} says little where it is but a part of {@code log in}. */
  private static final float IN_PHRASE = 0.4f;

  /** Of more parameters than this, each says less. */
  private static final int FEW = 12;

  /** How fast a further mention of a word counts for less. */
  private static final float SATURATION = 1.2f;

  /** How much a longer text makes up for its length. */
  private static final float LENGTH = 0.3f;

  private final SearchLexicon lexicon;
  private final Map<String, Postings> postings = new HashMap<>();
  private final List<Set<String>> ends = new ArrayList<>();
  private final Map<String, String> readable = new TreeMap<>();

  /** Where a word stands, and how much of the endpoint it tells there. */
  static final class Postings {
    private final int[] places;
    private final float[] shares;

    private Postings(int count) {
      this.places = new int[count];
      this.shares = new float[count];
    }

    int count() {
      return places.length;
    }

    /** In the list of endpoints. */
    int place(int at) {
      return places[at];
    }

    float share(int at) {
      return shares[at];
    }
  }

  private record Entry(int place, float weight) {}

  SearchIndex(
      Product product, List<ApiEndpoint> endpoints, ApiSummaries summaries, SearchLexicon lexicon) {
    this.lexicon = lexicon;
    Map<String, List<Entry>> entries = new HashMap<>();
    float[] lengths = new float[endpoints.size()];
    float total = 0;
    for (int place = 0; place < lengths.length; place++) {
      ApiEndpoint endpoint = endpoints.get(place);
      String summary = summaries.of(product, endpoint.method(), endpoint.template()).orElse("");
      Map<String, Float> weights = weights(endpoint, summary);
      for (float weight : weights.values()) {
        lengths[place] += weight >= SEGMENT ? 1 : 0;
      }
      total += lengths[place];
      int here = place;
      weights.forEach((stem, weight) ->
          entries.computeIfAbsent(stem, _ -> new ArrayList<>()).add(new Entry(here, weight)));
    }
    float average = Math.max(1, total / Math.max(1, lengths.length));
    entries.forEach((stem, list) -> postings.put(stem, postings(list, lengths, average)));
  }

  @Nullable Postings of(String stem) {
    return postings.get(stem);
  }

  /** Whether one of the words, stems, is in the last part of the path that is no placeholder. */
  boolean endsIn(int place, Set<String> words) {
    return ends.get(place).isEmpty() || !Collections.disjoint(ends.get(place), words);
  }

  /** Stems of all words, each with a form that people can read. */
  Map<String, String> readable() {
    return readable;
  }

  private Map<String, Float> weights(ApiEndpoint endpoint, String summary) {
    Map<String, Float> weights = new HashMap<>();
    List<String> segments = new ArrayList<>();
    for (String segment : endpoint.template().split("/", -1)) {
      if (!segment.startsWith("{")) {
        segments.add(segment);
      }
    }
    String last = segments.removeLast();
    Set<String> end = new HashSet<>();
    if (!VAGUE.contains(last)) {
      SearchWords.in(last).forEach(word -> end.add(SearchWords.stem(word)));
    }
    ends.add(end);
    add(weights, last, LAST_SEGMENT);
    segments.stream()
        .filter(segment -> !segment.equals(EVERYWHERE))
        .forEach(segment -> add(weights, segment, SEGMENT));
    add(weights, summary, SUMMARY);
    if (summary.isEmpty()) {
      add(weights, endpoint.notes().description(), FOREIGN);
    }
    List<String> inPath = endpoint.placeholders();
    float share = endpoint.parameters().size() > FEW ? PARAMETER / 2 : PARAMETER;
    endpoint.parameters().keySet().stream()
        .filter(name -> !inPath.contains(name))
        .forEach(name -> add(weights, name, share));
    return weights;
  }

  /** The best of the places where a word stands, and a little for the others. */
  private void add(Map<String, Float> weights, String text, float weight) {
    List<String> words = SearchWords.in(text);
    for (int at = 0; at < words.size(); at++) {
      int length = lexicon.length(words, at);
      add(weights, words.subList(at, at + length), weight);
      for (int part = at; length > 1 && part < at + length; part++) {
        add(weights, words.subList(part, part + 1), weight * IN_PHRASE);
      }
      at += length - 1;
    }
  }

  private void add(Map<String, Float> weights, List<String> words, float weight) {
    String stem = SearchLexicon.stems(words);
    if (!lexicon.ignores(words)) {
      readable.putIfAbsent(stem, String.join(" ", words));
      weights.merge(
          stem, weight, (before, more) -> Math.max(before, more) + 0.25f * Math.min(before, more));
    }
  }

  private static Postings postings(List<Entry> entries, float[] lengths, float average) {
    Postings postings = new Postings(entries.size());
    for (int at = 0; at < entries.size(); at++) {
      Entry entry = entries.get(at);
      float length = 1 - LENGTH + LENGTH * lengths[entry.place()] / average;
      postings.places[at] = entry.place();
      postings.shares[at] =
          entry.weight() * (SATURATION + 1) / (entry.weight() + SATURATION * length);
    }
    return postings;
  }
}
