package dev.proxmoxmcp.simulator.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of Perl, as far as Java reads them; what it does not read fits everything.
 */
final class PerlPattern {
  private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);
  private static final Map<String, Pattern> KNOWN = new ConcurrentHashMap<>();

  private PerlPattern() {}

  /** Whether all of a text fits. */
  static boolean matches(String perl, String text) {
    return perl.isEmpty() || KNOWN.computeIfAbsent(perl, PerlPattern::read).matcher(text).matches();
  }

  private static Pattern read(String perl) {
    try {
      // (?^i:…) of Perl forgets the flags around it, of which there are none here.
      return Pattern.compile(perl.replace("(?^", "(?"));
    } catch (PatternSyntaxException unreadable) {
      return ANYTHING;
    }
  }
}
