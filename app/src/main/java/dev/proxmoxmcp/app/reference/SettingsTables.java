package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.guard.rate.RateLimits;
import dev.proxmoxmcp.settings.key.Form;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code docs/settings.md} and {@code docs/policy.md} have from the keys themselves. */
final class SettingsTables {
  private static final String POLICY = "policy.";

  private SettingsTables() {}

  /**
   * A table.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static String part(String name) {
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
    return MarkdownTable.of(
        List.of("key", "takes", "meaning", "default", "a change counts"),
        keys.stream()
            .map(key ->
                List.of(
                    MarkdownTable.code(key.path().substring(prefix.length())),
                    takes(key.form()),
                    key.meaning(),
                    key.otherwise().isEmpty() ? "" : MarkdownTable.code(key.otherwise()),
                    key.change().label()))
            .toList());
  }

  private static String takes(Form form) {
    return switch (form.shape()) {
      case TEXT -> "a text";
      case WORD -> form.words().stream().map(MarkdownTable::code).collect(Collectors.joining(", "));
      case WORDS ->
          "one or a list of "
              + form.words().stream().map(MarkdownTable::code).collect(Collectors.joining(", "));
      case FLAG -> "`true`, `false`";
      case PORT -> "1 to 65535";
      case NUMBER -> Integer.toString(Keys.CURRENT);
      case COUNT -> String.join(" to ", form.words());
      case PATH -> "a path";
      case SECRET ->
          form.words().stream()
              .map(word -> MarkdownTable.code(word + "…"))
              .collect(Collectors.joining(", "));
      case TEXTS -> "a text or a list";
      case TEXTS_OR_BY_NODE -> "a text, a list, or a mapping";
      case BY_NODE, BY_NAME -> "a mapping";
      case GUESTS -> "vmids, ranges, names: one or a list";
      case CONDITIONS ->
          "a mapping from "
              + form.words().stream().map(MarkdownTable::code).collect(Collectors.joining(", "));
      case SECTIONS -> "a list of mappings";
      case SECTION, NAMED_SECTIONS -> "a mapping";
    };
  }

  private static String rates() {
    return MarkdownTable.of(
        List.of("tier", "a minute", "at once"),
        RateLimits.DEFAULT.entrySet().stream()
            .map(one ->
                List.of(
                    MarkdownTable.code(one.getKey().label()),
                    Integer.toString(one.getValue().perMinute()),
                    Integer.toString(one.getValue().burst())))
            .toList());
  }

  private static String variables() {
    return MarkdownTable.of(
        List.of("key", "variable", "of one host without a file"),
        Keys.ALL.stream()
            .filter(Key::hasVariable)
            .map(key ->
                List.of(
                    MarkdownTable.code(key.path().replace(Key.CLUSTER + ".", "")),
                    MarkdownTable.code(key.variable())
                        + (key.secret() ? ", " + MarkdownTable.code(key.variable() + "_FILE") : ""),
                    key.origin().variables().stream()
                        .map(MarkdownTable::code)
                        .collect(Collectors.joining(", "))))
            .toList());
  }
}
