package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a type takes, in words that stand behind "takes". */
final class TypeWords {
  private static final int MOST_WORDS = 40;
  private static final int LONGEST_PATTERN = 120;

  private TypeWords() {}

  static String of(ApiType type) {
    return switch (type) {
      case ApiType.Text text -> text(text);
      case ApiType.Choice(List<String> values) -> "one of " + few(NumberedWords.joined(values));
      case ApiType.Numeric number -> number(number);
      case ApiType.Truth() -> "true or false";
      case ApiType.ListOf(ApiType entry) -> "a list, each entry " + of(entry);
      case ApiType.Joined(ApiType entry) -> "entries separated by commas, each " + of(entry);
      case ApiType.PropertyString string ->
          "key=value pairs separated by commas; keys: "
              + few(string.keys().values().stream().map(TypeWords::key).toList())
              + length(string.length());
      case ApiType.Structure(Map<String, ApiParameter> properties, boolean more) ->
          "an object"
              + (properties.isEmpty() ? "" : " of " + few(List.copyOf(properties.keySet())))
              + (more ? " and others" : "");
      case ApiType.OneOf(List<ApiType> alternatives) ->
          alternatives.stream().map(TypeWords::of).distinct().collect(Collectors.joining("; or "));
      case ApiType.Anything() -> "a value";
      case ApiType.Nothing() -> "nothing";
    };
  }

  private static String text(ApiType.Text text) {
    ApiPattern pattern = text.pattern();
    return Formats.words(text.format()).orElse("a text")
        + length(text.length())
        + (pattern == null
            ? ""
            : " that matches " + ForeignText.line(pattern.source(), LONGEST_PATTERN));
  }

  private static String number(ApiType.Numeric number) {
    return (number.whole() ? "a whole number" : "a number")
        + bound(" from ", number.min())
        + bound(" to ", number.max());
  }

  private static String bound(String word, @Nullable BigDecimal bound) {
    return bound == null ? "" : word + bound.toPlainString();
  }

  private static String length(ApiType.Length length) {
    if (length.max() == Integer.MAX_VALUE) {
      return length.min() == 0 ? "" : " of at least " + length.min() + " characters";
    }
    return length.min() == 0
        ? " of at most " + length.max() + " characters"
        : " of " + length.min() + " to " + length.max() + " characters";
  }

  private static String key(ApiParameter key) {
    return key.required() && !(key.type() instanceof ApiType.Anything)
        ? key.name() + " (required)"
        : key.name();
  }

  private static String few(List<String> words) {
    return words.size() <= MOST_WORDS
        ? String.join(", ", words)
        : String.join(", ", words.subList(0, MOST_WORDS)) + " … (" + words.size() + " in all)";
  }
}
