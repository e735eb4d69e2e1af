package dev.proxmoxmcp.client.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text and their stems: {@code snapshots}, {@code pruned} and {@code pruning} are
 * found by {@code snapshot} and {@code prune}. A stem is for comparing, not for reading.
 */
final class SearchWords {
  /** A text of a model that is longer is no query, and one of a host tells enough until then. */
  private static final int MOST = 60;

  private static final Pattern WORD = Pattern.compile("[a-z0-9]{1,40}");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z][a-z])");

  private SearchWords() {}

  /** In their order, in lower case; at most {@value #MOST}. */
  static List<String> in(String text) {
    String spaced = HUMP.matcher(text).replaceAll(" ");
    Matcher words =
        WORD.matcher(spaced.toLowerCase(Locale.ROOT).replace("'s", "").replace("'", ""));
    List<String> found = new ArrayList<>();
    while (found.size() < MOST && words.find()) {
      found.add(words.group());
    }
    return found;
  }

  /** What {@code word} has in common with its plural, its past and its other forms. */
  static String stem(String word) {
    String stem = singular(word);
    if (ends(stem, "ing", 3)) {
      stem = single(cut(stem, 3));
    } else if (ends(stem, "ed", 3) && !stem.endsWith("eed")) {
      stem = single(cut(stem, 2));
    }
    if (ends(stem, "tion", 3) || ends(stem, "sion", 3)) {
      stem = cut(stem, 3);
    }
    if (ends(stem, "e", 3)) {
      stem = cut(stem, 1);
    }
    return ends(stem, "y", 3) ? cut(stem, 1) + "i" : stem;
  }

  private static String singular(String word) {
    if (ends(word, "ies", 2)) {
      return cut(word, 3) + "y";
    }
    if (ends(word, "sses", 2) || ends(word, "xes", 2) || ends(word, "ches", 2)) {
      return cut(word, 2);
    }
    return ends(word, "s", 2)
            && !word.endsWith("ss")
            && !word.endsWith("us")
            && !word.endsWith("is")
            && !word.endsWith("as")
        ? cut(word, 1)
        : word;
  }

  /** {@code stopp} is left of {@code stopped}. */
  private static String single(String stem) {
    int last = stem.length() - 1;
    boolean twice = last > 2 && stem.charAt(last) == stem.charAt(last - 1);
    return twice && "bdgmnprt".indexOf(stem.charAt(last)) >= 0 ? cut(stem, 1) : stem;
  }

  private static boolean ends(String word, String end, int before) {
    return word.endsWith(end) && word.length() >= end.length() + before;
  }

  private static String cut(String word, int count) {
    return word.substring(0, word.length() - count);
  }
}
