package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.catalog.SearchQuery.Concept;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Understands queries: which of their words mean something, which say what is to be done, and what
 * a word that stands nowhere was probably meant to be.
 *
 * @param index which words there are
 * @param lexicon what the words of administrators mean
 */
record QueryReader(SearchIndex index, SearchLexicon lexicon) {
  private static final float ALIKE = 0.88f;
  private static final float MISSPELT = 0.7f;
  private static final float BEGUN = 0.5f;

  /** For a verb that says no more than the method does. */
  private static final float PLAIN = 0.4f;

  /** For another verb: its method tells a part of it. */
  private static final float VERB = 0.8f;

  /** For what stands in a clause behind what is sought: {@code a role that can start guests}. */
  private static final float CLAUSE = 0.5f;

  /** As many words as a long sentence has; the rest of a longer one is not read. */
  private static final int MOST = 24;

  private static final Set<String> PARTICLES =
      Set.of("on", "off", "up", "down", "in", "out", "away", "back", "over");

  /** Words between a verb and what belongs to it. */
  private static final int FARTHEST = 4;

  private static final int SHORTEST_TO_MEND = 5;
  private static final int LONG = 8;

  SearchQuery read(String query) {
    List<String> all = lexicon.withoutArticles(SearchWords.in(query));
    List<String> words = joined(all.subList(0, Math.min(MOST, all.size())));
    List<Concept> concepts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<ApiMethod> methods = Set.of();
    boolean telling = false;
    boolean leading = false;
    float clause = 1;
    int length;
    for (int at = 0; at < words.size(); at += length) {
      length = lexicon.length(words, at);
      List<String> here = words.subList(at, at + length);
      String stem = SearchLexicon.stems(here);
      Set<ApiMethod> meant = meant(here, at == 0);
      if (methods.isEmpty() && !meant.isEmpty()) {
        methods = meant;
        leading = concepts.isEmpty();
      }
      clause = lexicon.beginsClause(stem) && !concepts.isEmpty() ? CLAUSE : clause;
      if (lexicon.ignores(here) || isNumber(stem)) {
        continue;
      }
      float weight = lexicon.isPlain(stem) ? PLAIN : meant.isEmpty() ? 1 : VERB;
      Map<String, Float> meaning = new LinkedHashMap<>();
      add(meaning, stem, 1);
      if (meaning.isEmpty() && length == 1) {
        mend(meaning, stem);
        weight *= MISSPELT;
      }
      if (!meaning.isEmpty()) {
        concepts.add(new Concept(stem, meaning, clause * weight));
        telling |= !lexicon.isPlain(stem);
      } else if (meant.isEmpty()) {
        unknown.add(String.join(" ", here));
      }
    }
    return new SearchQuery(telling ? concepts : List.of(), methods, leading, unknown);
  }

  /** {@code turn the server off} becomes {@code turn off the server}. */
  private List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>(words);
    for (int verb = 0; verb < joined.size(); verb++) {
      for (int at = verb + 2; at < Math.min(verb + 1 + FARTHEST, joined.size()); at++) {
        List<String> pair = List.of(joined.get(verb), joined.get(at));
        if (PARTICLES.contains(pair.getLast()) && lexicon.length(pair, 0) == 2) {
          joined.add(verb + 1, joined.remove(at));
          break;
        }
      }
    }
    return joined;
  }

  /** What a verb asks to do, or the first verb of a phrase; a stopped guest asks for nothing. */
  private Set<ApiMethod> meant(List<String> words, boolean start) {
    if (words.size() == 1 && words.getFirst().endsWith("ed")) {
      return Set.of();
    }
    Set<ApiMethod> methods = lexicon.methods(SearchLexicon.stems(words), start);
    for (int at = 0; methods.isEmpty() && at < words.size(); at++) {
      methods = lexicon.methods(SearchWords.stem(words.get(at)), start);
    }
    return methods;
  }

  private static boolean isNumber(String stem) {
    return stem.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void add(Map<String, Float> meaning, String stem, float sure) {
    if (index.of(stem) != null) {
      meaning.merge(stem, sure, Math::max);
    }
    for (String other : lexicon.alike(stem)) {
      if (index.of(other) != null) {
        meaning.merge(other, sure * ALIKE, Math::max);
      }
    }
  }

  private void mend(Map<String, Float> meaning, String stem) {
    if (stem.length() < SHORTEST_TO_MEND) {
      return;
    }
    int tolerated = stem.length() >= LONG ? 2 : 1;
    mend(meaning, stem, tolerated, index.readable().keySet());
    mend(meaning, stem, tolerated, lexicon.words());
    if (meaning.isEmpty()) {
      for (String known : index.readable().keySet()) {
        if (known.startsWith(stem)) {
          add(meaning, known, BEGUN);
        }
      }
    }
  }

  /** Whoever mistypes a word mostly gets its first letter right. */
  private void mend(
      Map<String, Float> meaning, String stem, int tolerated, Collection<String> candidates) {
    for (String known : candidates) {
      if (known.charAt(0) == stem.charAt(0) && Spelling.within(stem, known, tolerated)) {
        add(meaning, known, MISSPELT);
      }
    }
  }
}
