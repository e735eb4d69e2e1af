package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the words of administrators mean to the search in the API of one product: the file {@code
 * search-words.txt}, which says how to add to it. Keys are stems, of several words with a blank
 * between them. Immutable once read.
 */
final class SearchLexicon {
  /** Of how many words a phrase can be. */
  private static final int LONGEST = 4;

  private static final String START = "start ";
  private static final String RESOURCE = "search-words.txt";

  private final String product;
  private final Set<String> ignored = new HashSet<>();
  private final Set<String> articles = new HashSet<>();
  private final Set<String> plain = new HashSet<>();
  private final Set<String> clauses = new HashSet<>();
  private final Set<String> phrases = new HashSet<>();
  private final Set<String> phraseStarts = new HashSet<>();
  private final Map<String, Set<String>> alike = new HashMap<>();
  private final Map<String, Set<ApiMethod>> methods = new HashMap<>();
  private final Map<String, Set<ApiMethod>> methodsAtStart = new HashMap<>();

  private SearchLexicon(Product product) {
    this.product = product.name().toLowerCase(Locale.ROOT);
  }

  /** Reads the one that the program brings along. */
  static SearchLexicon of(Product product) {
    SearchLexicon lexicon = new SearchLexicon(product);
    ResourceLines.of(RESOURCE).forEach(lexicon::read);
    return lexicon;
  }

  /**
   * Whether the word, or the phrase, says nothing about what is sought; no stem: note is not not.
   */
  boolean ignores(List<String> words) {
    return ignored.contains(String.join(" ", words));
  }

  /** The words and phrases by which the same is found. */
  Set<String> alike(String stem) {
    return alike.getOrDefault(stem, Set.of());
  }

  /** The same without the words that may stand anywhere in a phrase. */
  List<String> withoutArticles(List<String> words) {
    return words.stream().filter(word -> !articles.contains(word)).toList();
  }

  /** Whether it is a verb that says no more than its method does. */
  boolean isPlain(String stem) {
    return plain.contains(stem);
  }

  /** Whether it begins a clause that is about something else. */
  boolean beginsClause(String stem) {
    return clauses.contains(stem);
  }

  /**
   * The methods that a verb asks for; empty for a word that is none.
   *
   * @param start whether it begins the query, as the word that asks a question does
   */
  Set<ApiMethod> methods(String stem, boolean start) {
    Set<ApiMethod> asked = methods.getOrDefault(stem, Set.of());
    return start ? methodsAtStart.getOrDefault(stem, asked) : asked;
  }

  /** All words that it knows, of one word each. */
  Collection<String> words() {
    return alike.keySet().stream().filter(key -> key.indexOf(' ') < 0).toList();
  }

  /** Of how many words the longest phrase is that begins at {@code at}; 1 if none does. */
  int length(List<String> words, int at) {
    boolean begins = phraseStarts.contains(SearchWords.stem(words.get(at)));
    for (int length = begins ? Math.min(LONGEST, words.size() - at) : 1; length > 1; length--) {
      if (phrases.contains(stems(words.subList(at, at + length)))) {
        return length;
      }
    }
    return 1;
  }

  static String stems(List<String> words) {
    return words.stream().map(SearchWords::stem).collect(Collectors.joining(" "));
  }

  private void read(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    int bar = line.indexOf('|');
    if (bar >= 0) {
      if (line.substring(0, bar).strip().equals(product)) {
        read(line.substring(bar + 1));
      }
      return;
    }
    int colon = line.indexOf(':');
    if (colon >= 0) {
      keyed(line.substring(0, colon), line.substring(colon + 1));
      return;
    }
    int arrow = line.indexOf('>');
    if (arrow >= 0) {
      Set<String> targets = members(line.substring(arrow + 1));
      members(line.substring(0, arrow)).forEach(from -> link(from, targets));
    } else {
      Set<String> group = members(line);
      group.forEach(from -> link(from, group));
    }
  }

  private void keyed(String key, String list) {
    Set<String> members = members(list);
    members.forEach(this::phrase);
    switch (key) {
      case "ignore" -> texts(list).map(words -> String.join(" ", words)).forEach(ignored::add);
      case "article" -> texts(list).forEach(articles::addAll);
      case "plain" -> plain.addAll(members);
      case "clause" -> clauses.addAll(members);
      default -> {
        boolean start = key.startsWith(START);
        ApiMethod method = ApiMethod.valueOf(start ? key.substring(START.length()) : key);
        members.forEach(one ->
            (start ? methodsAtStart : methods)
                .computeIfAbsent(one, _ -> EnumSet.noneOf(ApiMethod.class))
                .add(method));
      }
    }
  }

  private void link(String from, Set<String> targets) {
    phrase(from);
    targets.forEach(this::phrase);
    Set<String> known = alike.computeIfAbsent(from, _ -> new LinkedHashSet<>());
    targets.stream().filter(to -> !to.equals(from)).forEach(known::add);
  }

  private void phrase(String stems) {
    int blank = stems.indexOf(' ');
    if (blank >= 0) {
      phrases.add(stems);
      phraseStarts.add(stems.substring(0, blank));
    }
  }

  private Stream<List<String>> texts(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(SearchWords::in)
        .map(words -> words.size() == 1 ? words : withoutArticles(words));
  }

  private Set<String> members(String list) {
    return texts(list)
        .map(SearchLexicon::stems)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
