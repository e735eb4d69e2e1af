package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.guard.rate.RateLimits;
import dev.proxmoxmcp.settings.key.Form;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of {@code docs/settings.md} and {@code docs/policy.md} that come from the keys
 * themselves.
 */
public final class SettingsTables {
  private static final Pattern PART =
      Pattern.compile("(<!-- generated: ([a-z]+) -->\n)(?s:.*?)(<!-- end -->)");

  private static final String POLICY = "policy.";

  private SettingsTables() {}

  /**
   * A page with its generated parts renewed: what stands between {@code <!-- generated: NAME -->}
   * and {@code <!-- end -->}.
   *
   * @throws IllegalArgumentException if a part is none that can be generated
   */
  public static String renew(String page) {
    return PART.matcher(page)
        .replaceAll(
            part -> Matcher.quoteReplacement(part.group(1) + part(part.group(2)) + part.group(3)));
  }

  private static String part(String name) {
    return switch (name) {
      case "server" ->
          keys(Keys.ALL.stream().filter(key -> !key.ofCluster() && !isPolicy(key)).toList(), "");
      case "policy" -> keys(Keys.ALL.stream().filter(SettingsTables::isPolicy).toList(), POLICY);
      case "cluster" ->
          keys(
              Keys.ALL.stream().filter(key -> key.section().equals(Key.CLUSTER)).toList(),
              Key.CLUSTER + ".");
      case "ssh" ->
          keys(
              Keys.ALL.stream().filter(key -> key.section().equals(Key.CLUSTER + ".ssh")).toList(),
              Key.CLUSTER + ".ssh.");
      case "rates" -> rates();
      case "variables" -> variables();
      default -> throw new IllegalArgumentException("there is no generated part " + name);
    };
  }

  private static boolean isPolicy(Key key) {
    return key.path().startsWith(POLICY);
  }

  private static String keys(List<Key> keys, String prefix) {
    return table(
        List.of("key", "takes", "meaning", "default", "a change counts"),
        keys.stream()
            .map(key ->
                List.of(
                    code(key.path().substring(prefix.length())),
                    takes(key.form()),
                    key.meaning(),
                    key.otherwise().isEmpty() ? "" : code(key.otherwise()),
                    key.change().label()))
            .toList());
  }

  private static String takes(Form form) {
    return switch (form.shape()) {
      case TEXT -> "a text";
      case WORD ->
          form.words().stream().map(SettingsTables::code).collect(Collectors.joining(", "));
      case WORDS ->
          "one or a list of "
              + form.words().stream().map(SettingsTables::code).collect(Collectors.joining(", "));
      case FLAG -> "`true`, `false`";
      case PORT -> "1 to 65535";
      case NUMBER -> Integer.toString(Keys.CURRENT);
      case COUNT -> String.join(" to ", form.words());
      case PATH -> "a path";
      case SECRET ->
          form.words().stream().map(word -> code(word + "…")).collect(Collectors.joining(", "));
      case TEXTS -> "a text or a list";
      case TEXTS_OR_BY_NODE -> "a text, a list, or a mapping";
      case BY_NODE, BY_NAME -> "a mapping";
      case GUESTS -> "vmids, ranges, names: one or a list";
      case CONDITIONS ->
          "a mapping from "
              + form.words().stream().map(SettingsTables::code).collect(Collectors.joining(", "));
      case SECTIONS -> "a list of mappings";
      case SECTION, NAMED_SECTIONS -> "a mapping";
    };
  }

  private static String rates() {
    return table(
        List.of("tier", "a minute", "at once"),
        RateLimits.DEFAULT.entrySet().stream()
            .map(one ->
                List.of(
                    code(one.getKey().label()),
                    Integer.toString(one.getValue().perMinute()),
                    Integer.toString(one.getValue().burst())))
            .toList());
  }

  private static String variables() {
    return table(
        List.of("key", "variable", "of one host without a file"),
        Keys.ALL.stream()
            .filter(Key::hasVariable)
            .map(key ->
                List.of(
                    code(key.path().replace(Key.CLUSTER + ".", "")),
                    code(key.variable())
                        + (key.secret() ? ", " + code(key.variable() + "_FILE") : ""),
                    key.origin().variables().stream()
                        .map(SettingsTables::code)
                        .collect(Collectors.joining(", "))))
            .toList());
  }

  private static String table(List<String> heads, List<List<String>> rows) {
    StringBuilder text = new StringBuilder("\n");
    line(text, heads);
    line(text, heads.stream().map(_ -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
