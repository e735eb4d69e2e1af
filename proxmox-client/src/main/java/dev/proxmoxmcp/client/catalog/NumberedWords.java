package dev.proxmoxmcp.client.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that differ in a number alone, such as the names of a guest's disks. */
final class NumberedWords {
  private static final Pattern NUMBERED = Pattern.compile("(.*[A-Za-z])(0|[1-9][0-9]{0,5})");

  /** Fewer than that are shorter one by one. */
  private static final int LEAST = 3;

  private NumberedWords() {}

  /** The same words, those that count on from one to the next as one: {@code scsi0–scsi30}. */
  static List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int end = at + 1;
      while (end < words.size() && follows(words.get(end - 1), words.get(end))) {
        end++;
      }
      if (end - at < LEAST) {
        joined.addAll(words.subList(at, end));
      } else {
        joined.add(words.get(at) + "–" + words.get(end - 1));
      }
      at = end;
    }
    return joined;
  }

  private static boolean follows(String word, String next) {
    Matcher first = NUMBERED.matcher(word);
    Matcher second = NUMBERED.matcher(next);
    return first.matches()
        && second.matches()
        && first.group(1).equals(second.group(1))
        && Integer.parseInt(first.group(2)) + 1 == Integer.parseInt(second.group(2));
  }
}
