package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a property string against its keys, the way {@code PVE::JSONSchema::parse_property_string}
 * reads it. An object is taken as well, and written as one.
 */
final class PropertyStringCheck {
  private static final Pattern TRUTH =
      Pattern.compile("1|on|yes|true|0|off|no|false", Pattern.CASE_INSENSITIVE);

  private final ApiType.PropertyString type;

  PropertyStringCheck(ApiType.PropertyString type) {
    this.type = type;
  }

  /** The text to send. */
  String check(Object value) throws Mismatch {
    String text =
        switch (value) {
          case String string -> string;
          case Number number -> number.toString();
          case Boolean truth -> truth ? "1" : "0";
          case Map<?, ?> object -> written(object);
          default -> throw Mismatch.got(Kind.TYPE, type.accepted(), value);
        };
    ValueCheck.length(type, type.length(), text);
    Map<String, String> found = parse(text);
    for (Map.Entry<String, String> pair : found.entrySet()) {
      checkKey(pair.getKey(), pair.getValue());
    }
    for (ApiParameter key : type.keys().values()) {
      if (key.required() && !given(key, found)) {
        throw Mismatch.said(
            Kind.KEY, "lacks its key " + key.name() + "; it takes " + type.accepted());
      }
      if (!key.requires().isEmpty()
          && found.containsKey(key.name())
          && !found.containsKey(key.requires())) {
        throw Mismatch.said(
            Kind.KEY, "has the key " + key.name() + ", which needs " + key.requires());
      }
    }
    return text;
  }

  /** An alias says it as well; and a key of which nothing is known may be one. */
  private boolean given(ApiParameter key, Map<String, String> found) {
    return found.containsKey(key.name())
        || type.aliases().containsKey(key.name())
        || found.keySet().stream().anyMatch(name -> key.name().equals(type.aliases().get(name)));
  }

  private Map<String, String> parse(String text) throws Mismatch {
    Map<String, String> found = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? type.defaultKey() : part.substring(0, equals).strip();
      if (key.isEmpty()) {
        throw Mismatch.said(
            Kind.KEY,
            "has the word " + Mismatch.shown(part) + " without a key; it takes " + type.accepted());
      }
      String value = part.substring(equals + 1);
      if (equals >= 0 && value.isEmpty()) {
        throw Mismatch.said(Kind.KEY, "has the key " + shown(key) + " without a value");
      }
      if (found.put(key, value) != null) {
        throw Mismatch.said(
            Kind.KEY,
            "has "
                + (equals < 0 ? "two words without a key, or " : "")
                + "the key "
                + shown(key)
                + " twice");
      }
    }
    return found;
  }

  private void checkKey(String name, String value) throws Mismatch {
    ApiParameter key = key(name);
    if (key == null) {
      if (!type.more()) {
        throw Mismatch.said(
            Kind.KEY,
            "has no key "
                + shown(name)
                + Nearest.likely(name, type.keys().keySet())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("")
                + " It takes "
                + type.accepted());
      }
      return;
    }
    try {
      boolean truth = key.type() instanceof ApiType.Truth && TRUTH.matcher(value).matches();
      if (!truth) {
        var _ = ValueCheck.check(key.type(), value);
      }
    } catch (Mismatch differs) {
      throw differs.ofKey(shown(name));
    }
  }

  private @Nullable ApiParameter key(String name) {
    ApiParameter exact = type.keys().get(name);
    return exact != null
        ? exact
        : type.keys().values().stream().filter(key -> key.isNamedBy(name)).findFirst().orElse(null);
  }

  /** An object as the text that it stands for. */
  static String written(Map<?, ?> object) throws Mismatch {
    StringJoiner text = new StringJoiner(",");
    for (Map.Entry<?, ?> pair : object.entrySet()) {
      Object value = pair.getValue();
      String plain = value instanceof Boolean truth ? (truth ? "1" : "0") : String.valueOf(value);
      String key = String.valueOf(pair.getKey());
      if (value instanceof Map || plain.indexOf(',') >= 0 || key.matches(".*[,=].*")) {
        throw Mismatch.said(
            Kind.KEY,
            "cannot hold the value of " + shown(key) + ": it has a comma or is an object");
      }
      text.add(key + "=" + plain);
    }
    return text.toString();
  }

  private static String shown(String key) {
    return ForeignText.line(key, 60);
  }
}
