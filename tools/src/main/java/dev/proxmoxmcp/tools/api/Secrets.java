package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What holds secrets, by its name: those are never shown again. */
final class Secrets {
  private static final Pattern TELLING =
      Pattern.compile("passw|passphrase|secret|private|keyring|hmac|ticket|otp$|-key$|_key$");

  /** Names that say nothing by themselves, but hold credentials wherever Proxmox takes them. */
  private static final Set<String> NAMED =
      Set.of("key", "keys", "token", "data", "value", "target-endpoint", "http_proxy", "proxy");

  /** Name and password in an address: {@code http://user:password@proxy}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/@\\s:]*:[^/@\\s]*@");

  /** Shorter ones stand in other words by chance. */
  private static final int SHORTEST = 4;

  private static final String HIDDEN = "(hidden)";

  private Secrets() {}

  /** Whether a parameter of that name may hold a secret. Rather too many than too few. */
  static boolean isOne(String name) {
    return NAMED.contains(name) || TELLING.matcher(name).find();
  }

  /**
   * Whether a field that Proxmox answers with holds one: a password that it keeps, for instance.
   */
  static boolean isIn(String field, JsonNode value) {
    return (value.isString() || value.isContainer())
        && (field.equals("token") || TELLING.matcher(field).find());
  }

  /** In the place of a secret that was sent. */
  static String hidden(List<String> values) {
    return "(hidden, " + values.stream().mapToInt(String::length).sum() + " characters)";
  }

  /** In the place of one that Proxmox keeps: not even its length. */
  static String hidden() {
    return HIDDEN;
  }

  /** The same text without the passwords in addresses. */
  static String withoutLogin(String text) {
    return text.contains("@") ? IN_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN + "@") : text;
  }

  /**
   * What Proxmox or a task says, without the secrets that were sent to it.
   *
   * @param sent the parameters of the call
   */
  static String without(Map<String, List<String>> sent, String text) {
    String said = text;
    for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
      if (isOne(parameter.getKey())) {
        for (String value : parameter.getValue()) {
          said = value.length() < SHORTEST ? said : said.replace(value, HIDDEN);
        }
      }
    }
    return said;
  }

  /** The sentence of a problem, without the value that was found if that may be a secret. */
  static String told(Problem problem) {
    String message = problem.message();
    int got = message.lastIndexOf("; got ");
    String name = problem.parameter().replaceFirst("\\..*", "");
    return isOne(name) && got > 0 ? message.substring(0, got) + "." : message;
  }
}
