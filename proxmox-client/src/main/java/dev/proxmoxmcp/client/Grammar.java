package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import java.util.regex.Pattern;

/**
 * One grammar of an id: what it is called, what it looks like, in words for the person who typed it
 * wrong. Every grammar is plain ASCII, so look-alikes of other scripts never pass.
 */
record Grammar(String what, Pattern pattern, String rule) {
  private static final int SHOWN = 60;

  static Grammar of(String what, String pattern, String rule) {
    return new Grammar(what, Pattern.compile(pattern), rule);
  }

  /**
   * {@code text} itself.
   *
   * @throws IllegalArgumentException naming the (cleaned, shortened) text and the rule
   */
  String check(String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(shown(text, SHOWN) + " is not a " + what + ": " + rule);
    }
    return text;
  }

  /** {@code text} in quotation marks that it cannot close. */
  static String shown(String text, int longest) {
    return "'" + ForeignText.line(text, longest).replace('\'', '`').replace('"', '`') + "'";
  }
}
