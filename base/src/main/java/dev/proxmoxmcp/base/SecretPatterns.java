package dev.proxmoxmcp.base;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All forms of some secrets, searched for at once: as they are, escaped in JSON, percent-encoded,
 * and in base64 wherever they begin in what was encoded ({@code Authorization: Basic}). Immutable.
 *
 * <p>The search is that of Wu and Manber: a table tells by two characters how far the next place is
 * where a form could end, so that a text is looked at in a few of its characters only, however many
 * forms there are.
 */
final class SecretPatterns {
  private static final int TABLE = 1 << 12;
  private static final int BASE64_GROUP = 3;

  private final char[][] forms;
  private final int shortest;
  private final byte[] shifts = new byte[TABLE];

  /** Which forms could end their first {@link #shortest} characters with a pair. */
  private final int[][] endings = new int[TABLE][0];

  private SecretPatterns(List<char[]> forms) {
    this.forms = forms.toArray(char[][]::new);
    this.shortest =
        Math.min(Byte.MAX_VALUE, forms.stream().mapToInt(form -> form.length).min().orElse(0));
    Arrays.fill(shifts, (byte) Math.max(0, shortest - 1));
    for (int form = 0; form < this.forms.length; form++) {
      char[] chars = this.forms[form];
      for (int at = 1; at < shortest; at++) {
        int pair = pair(chars[at - 1], chars[at]);
        shifts[pair] = (byte) Math.min(shifts[pair], shortest - 1 - at);
      }
      int last = pair(chars[shortest - 2], chars[shortest - 1]);
      int[] others = endings[last];
      endings[last] = Arrays.copyOf(others, others.length + 1);
      endings[last][others.length] = form;
    }
  }

  static SecretPatterns of(Collection<SecretMask.Value> values) {
    Set<String> forms = new LinkedHashSet<>();
    for (SecretMask.Value value : values) {
      addForms(value, forms);
    }
    return new SecretPatterns(forms.stream().map(String::toCharArray).toList());
  }

  private static void addForms(SecretMask.Value value, Set<String> forms) {
    String text = value.text();
    forms.add(text);
    forms.add(inJson(text));
    forms.add(text.replace("%", "%25"));
    String percent = percentEncoded(value.utf8());
    forms.add(percent);
    forms.add(lowerHex(percent));
    forms.add(percent.replace("%20", "+"));
    for (int before = 0; before < BASE64_GROUP; before++) {
      String base64 = base64(value.utf8(), before);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
  }

  /** As JSON writes it between its quotation marks. */
  private static String inJson(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      switch (one) {
        case '"', '\\' -> escaped.append('\\').append(one);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> escaped.append(one);
      }
    }
    return escaped.toString();
  }

  private static String percentEncoded(byte[] utf8) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : utf8) {
      if ((one >= '0' && one <= '9')
          || (one >= 'A' && one <= 'Z')
          || (one >= 'a' && one <= 'z')
          || "-._~".indexOf(one) >= 0) {
        encoded.append((char) one);
      } else {
        encoded.append("%%%02X".formatted(one));
      }
    }
    return encoded.toString();
  }

  private static String lowerHex(String percent) {
    StringBuilder lower = new StringBuilder(percent);
    for (int at = percent.indexOf('%'); at >= 0; at = percent.indexOf('%', at + 1)) {
      lower.setCharAt(at + 1, Character.toLowerCase(percent.charAt(at + 1)));
      lower.setCharAt(at + 2, Character.toLowerCase(percent.charAt(at + 2)));
    }
    return lower.toString();
  }

  /** The characters that depend on the value alone, whatever stands around it. */
  private static String base64(byte[] utf8, int before) {
    byte[] shifted = new byte[before + utf8.length];
    System.arraycopy(utf8, 0, shifted, before, utf8.length);
    String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    Arrays.fill(shifted, (byte) 0);
    int start = before == 0 ? 0 : before + 1;
    int end = (before + utf8.length) % BASE64_GROUP == 0 ? all.length() : all.length() - 1;
    return all.substring(start, end);
  }

  private static int pair(char first, char second) {
    return (first * 67 ^ second) & (TABLE - 1);
  }

  String hide(String text) {
    if (forms.length == 0 || text.length() < shortest) {
      return text;
    }
    StringBuilder hidden = null;
    int from = 0;
    int at = shortest - 1;
    while (at < text.length()) {
      int pair = pair(text.charAt(at - 1), text.charAt(at));
      int shift = shifts[pair];
      if (shift > 0) {
        at += shift;
        continue;
      }
      int start = at - shortest + 1;
      int length = start < from ? 0 : longest(text, start, endings[pair]);
      if (length == 0) {
        at++;
        continue;
      }
      hidden = hidden == null ? new StringBuilder(text.length()) : hidden;
      hidden.append(text, from, start).append(SecretMask.SHOWN);
      from = start + length;
      at = from + shortest - 1;
    }
    return hidden == null ? text : hidden.append(text, from, text.length()).toString();
  }

  private int longest(String text, int start, int[] candidates) {
    int longest = 0;
    for (int candidate : candidates) {
      char[] form = forms[candidate];
      if (form.length > longest && stands(text, start, form)) {
        longest = form.length;
      }
    }
    return longest;
  }

  private static boolean stands(String text, int start, char[] form) {
    if (start + form.length > text.length()) {
      return false;
    }
    for (int at = 0; at < form.length; at++) {
      if (text.charAt(start + at) != form[at]) {
        return false;
      }
    }
    return true;
  }
}
