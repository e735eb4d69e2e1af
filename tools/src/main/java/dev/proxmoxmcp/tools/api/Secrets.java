package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.Problem;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which parameters hold secrets, by their names: those are never shown again. */
final class Secrets {
  private static final Pattern TELLING =
      Pattern.compile("passw|passphrase|secret|private|keyring|hmac|ticket|otp$|-key$|_key$");

  /** Names that say nothing by themselves, but hold credentials wherever Proxmox has them. */
  private static final Set<String> NAMED =
      Set.of("key", "keys", "token", "data", "value", "target-endpoint", "http_proxy", "proxy");

  private Secrets() {}

  /** Whether a parameter of that name may hold a secret. Rather too many than too few. */
  static boolean isOne(String name) {
    return NAMED.contains(name) || TELLING.matcher(name).find();
  }

  /** In the place of a secret. */
  static String hidden(List<String> values) {
    return "(hidden, " + values.stream().mapToInt(String::length).sum() + " characters)";
  }

  /** The sentence of a problem, without the value that was found if that may be a secret. */
  static String told(Problem problem) {
    String message = problem.message();
    int got = message.lastIndexOf("; got ");
    String name = problem.parameter().replaceFirst("\\..*", "");
    return isOne(name) && got > 0 ? message.substring(0, got) + "." : message;
  }
}
