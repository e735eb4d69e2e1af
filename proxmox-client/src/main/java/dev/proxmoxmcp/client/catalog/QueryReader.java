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

  private static final int SHORTEST_TO_MEND = 4;
  private static final int LONG = 8;

  SearchQuery read(String query) {
    List<String> words = lexicon.withoutArticles(SearchWords.in(query));
    words = words.subList(0, Math.min(MOST, words.size()));
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

  /** What a verb asks to do, or the first verb of a phrase. */
  private Set<ApiMethod> meant(List<String> words, boolean start) {
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
      if (known.length() >= SHORTEST_TO_MEND - 1
          && known.charAt(0) == stem.charAt(0)
          && Spelling.within(stem, known, tolerated)) {
        add(meaning, known, MISSPELT);
      }
    }
  }
}
