package dev.proxmoxmcp.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /**
   * The candidate that was probably meant: the nearest one, if it has enough in common with {@code
   * wanted}. Upper and lower case are not told apart.
   */
  public static Optional<String> likely(String wanted, Collection<String> candidates) {
    String folded = fold(wanted);
    return to(wanted, candidates, 1).stream()
        .filter(near -> distance(folded, fold(near)) <= tolerated(folded, fold(near)))
        .findFirst();
  }

  /**
   * The candidates most like {@code wanted}, nearest first, equal ones in their own order; what
   * shares less than a quarter with it is left out.
   *
   * @param count how many at most
   */
  public static List<String> to(String wanted, Collection<String> candidates, int count) {
    String folded = fold(wanted);
    record Scored(String candidate, int distance) {}
    return candidates.stream()
        .map(candidate -> new Scored(candidate, distance(folded, fold(candidate))))
        .filter(scored -> scored.distance() * 4 <= 3 * longer(folded, fold(scored.candidate())))
        .sorted(Comparator.comparingInt(Scored::distance))
        .limit(count)
        .map(Scored::candidate)
        .toList();
  }

  private static String fold(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() > MAX_LENGTH ? lower.substring(0, MAX_LENGTH) : lower;
  }

  private static int tolerated(String wanted, String candidate) {
    return Math.max(2, longer(wanted, candidate) * 4 / 10);
  }

  /**
   * Edits between two words; a word that contains the other whole is nearer than its length says.
   */
  private static int distance(String wanted, String candidate) {
    int edits = edits(wanted, candidate);
    boolean contained =
        wanted.length() >= 2 && (candidate.contains(wanted) || wanted.contains(candidate));
    return contained ? Math.min(edits, 1) : edits;
  }

  private static int longer(String a, String b) {
    return Math.max(a.length(), b.length());
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= a.length(); row++) {
      current[0] = row;
      for (int column = 1; column <= b.length(); column++) {
        int replaced = previous[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
