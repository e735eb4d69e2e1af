package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.Problem;
import dev.proxmoxmcp.tools.text.SecretNames;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What holds secrets, by its name: those are never shown again. */
final class Secrets {
  /** Name and password in an address: {@code http://user:password@proxy}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/@\\s:]*:[^/@\\s]*@");

  /** Shorter ones stand in other words by chance. */
  private static final int SHORTEST = 4;

  private static final String HIDDEN = "(hidden)";

  private Secrets() {}

  /**
   * Whether a field that Proxmox answers with holds one: a password that it keeps, for instance.
   */
  static boolean isIn(String field, JsonNode value) {
    return (value.isString() || value.isContainer()) && SecretNames.isField(field);
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
      if (SecretNames.isOne(parameter.getKey())) {
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
    return SecretNames.isOne(name) && got > 0 ? message.substring(0, got) + "." : message;
  }
}
