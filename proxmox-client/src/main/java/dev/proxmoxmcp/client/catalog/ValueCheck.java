package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import dev.proxmoxmcp.json.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Holds one value against a type and encodes it. Numbers and truth values written as text are taken
 * ({@code "42"} for 42, {@code 1} for true), since models write them so; nothing is guessed beyond.
 */
final class ValueCheck {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

  private ValueCheck() {}

  /**
   * A value as it is sent.
   *
   * @param texts in a form or query: one, or several where the parameter is repeated
   * @param json in JSON: a String, Long, BigDecimal, Boolean, or a List of them
   */
  record Encoded(List<String> texts, Object json) {
    static Encoded text(String text) {
      return new Encoded(List.of(text), text);
    }
  }

  static Encoded check(ApiType type, Object value) throws Mismatch {
    return switch (type) {
      case ApiType.Text text -> Encoded.text(text(text, value));
      case ApiType.Choice choice -> Encoded.text(choice(choice, value));
      case ApiType.Numeric number -> number(number, value);
      case ApiType.Truth truth -> truth(truth, value);
      case ApiType.ListOf list -> list(list, value);
      case ApiType.Joined(ApiType entry) -> Encoded.text(joined(entry, value));
      case ApiType.PropertyString string ->
          Encoded.text(new PropertyStringCheck(string).check(value));
      case ApiType.OneOf(List<ApiType> alternatives) -> oneOf(alternatives, value);
      case ApiType.Structure _, ApiType.Anything _, ApiType.Nothing _ -> anything(type, value);
    };
  }

  private static String text(ApiType.Text type, Object value) throws Mismatch {
    String text =
        switch (value) {
          case Collection<?> list when Formats.isList(type.format()) -> entries(list, type);
          case Map<?, ?> pairs when Formats.isPairs(type.format()) ->
              PropertyStringCheck.written(pairs);
          default -> scalar(type, value);
        };
    length(type, type.length(), text);
    if (!Formats.fits(type.format(), text)) {
      throw Mismatch.got(Kind.FORMAT, type.accepted(), text);
    }
    ApiPattern pattern = type.pattern();
    if (pattern != null && pattern.match(text) == ApiPattern.Outcome.DIFFERS) {
      throw Mismatch.got(Kind.PATTERN, type.accepted(), text);
    }
    return text;
  }

  private static String entries(Collection<?> list, ApiType type) throws Mismatch {
    List<String> entries = new ArrayList<>();
    for (Object entry : list) {
      entries.add(scalar(type, String.valueOf(entry)));
    }
    return String.join(",", entries);
  }

  static void length(ApiType type, ApiType.Length length, String text) throws Mismatch {
    int characters = text.codePointCount(0, text.length());
    if (characters < length.min() || characters > length.max()) {
      throw Mismatch.said(
          Kind.LENGTH, "takes " + type.accepted() + "; got one of " + characters + " characters");
    }
  }

  /** A text; a number is taken as its digits. */
  private static String scalar(ApiType type, Object value) throws Mismatch {
    return switch (value) {
      case String text -> text;
      case Number number -> plain(number);
      default -> throw Mismatch.got(Kind.TYPE, type.accepted(), value);
    };
  }

  private static String plain(Number number) {
    return new BigDecimal(number.toString()).toPlainString();
  }

  private static String choice(ApiType.Choice type, Object value) throws Mismatch {
    String wanted =
        switch (value) {
          case Boolean truth when !type.values().contains(truth.toString()) -> truth ? "1" : "0";
          case Boolean truth -> truth.toString();
          default -> scalar(type, value);
        };
    if (!type.values().contains(wanted)) {
      Optional<String> near = Nearest.likely(wanted, type.values());
      throw Mismatch.said(
          Kind.CHOICE,
          "takes "
              + type.accepted()
              + "; got "
              + Mismatch.shown(value)
              + near.map(word -> ", did you mean " + word + "?").orElse(""));
    }
    return wanted;
  }

  private static Encoded number(ApiType.Numeric type, Object value) throws Mismatch {
    String text = value instanceof Number number ? plain(number) : value.toString().strip();
    boolean readable = value instanceof Number || value instanceof String;
    if (!readable || !NUMBER.matcher(text).matches()) {
      throw Mismatch.got(Kind.TYPE, type.accepted(), value);
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (type.whole() && number.scale() > 0) {
      throw Mismatch.got(Kind.TYPE, type.accepted(), value);
    }
    BigDecimal min = type.min();
    BigDecimal max = type.max();
    if ((min != null && number.compareTo(min) < 0) || (max != null && number.compareTo(max) > 0)) {
      throw Mismatch.got(Kind.BOUND, type.accepted(), value);
    }
    String sent = number.toPlainString();
    if (!Formats.fits(type.format(), sent)) {
      throw Mismatch.said(
          Kind.FORMAT,
          "takes "
              + Formats.words(type.format()).orElse(type.accepted())
              + "; got "
              + Mismatch.shown(value));
    }
    return new Encoded(List.of(sent), number);
  }

  private static Encoded truth(ApiType.Truth type, Object value) throws Mismatch {
    String text = value instanceof Collection || value instanceof Map ? "" : value.toString();
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> new Encoded(List.of("1"), true);
      case "false", "0" -> new Encoded(List.of("0"), false);
      default -> throw Mismatch.got(Kind.TYPE, type.accepted(), value);
    };
  }

  /** A single value stands for a list of one, and a list that was written as text is the list. */
  private static Encoded list(ApiType.ListOf type, Object value) throws Mismatch {
    List<String> texts = new ArrayList<>();
    List<Object> json = new ArrayList<>();
    for (Object entry : listed(type.entry(), value)) {
      if (entry instanceof Collection) {
        throw Mismatch.got(Kind.TYPE, type.accepted(), entry);
      }
      Encoded encoded = check(type.entry(), entry);
      texts.addAll(encoded.texts());
      json.add(encoded.json());
    }
    return new Encoded(List.copyOf(texts), List.copyOf(json));
  }

  private static Collection<?> listed(ApiType entry, Object value) {
    return switch (value) {
      case Collection<?> list -> list;
      case String text when text.strip().startsWith("[") -> written(text);
      case String text when entry instanceof ApiType.Choice -> List.of(text.split("[,; ]+"));
      default -> List.of(value);
    };
  }

  private static Collection<?> written(String text) {
    try {
      JsonNode read = JsonText.lenient().read(text);
      List<Object> entries = new ArrayList<>();
      if (read.isArray() && read.valueStream().allMatch(JsonNode::isValueNode)) {
        read.forEach(entry -> entries.add(entry.asString("")));
        return entries;
      }
    } catch (JacksonException notJson) {
      return List.of(text); // a text that begins with a bracket
    }
    return List.of(text);
  }

  private static String joined(ApiType entry, Object value) throws Mismatch {
    Collection<?> parts =
        value instanceof String text ? List.of(text.split("[,; ]+")) : listed(entry, value);
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.addAll(check(entry, part).texts());
    }
    return String.join(",", texts);
  }

  private static Encoded oneOf(List<ApiType> alternatives, Object value) throws Mismatch {
    Mismatch last = Mismatch.said(Kind.TYPE, "takes nothing");
    for (ApiType alternative : alternatives) {
      try {
        return check(alternative, value);
      } catch (Mismatch differs) {
        last = differs;
      }
    }
    throw last;
  }

  private static Encoded anything(ApiType type, Object value) throws Mismatch {
    return switch (value) {
      case Boolean truth -> new Encoded(List.of(truth ? "1" : "0"), truth);
      case Collection<?> list when list.stream().noneMatch(one -> one instanceof Collection) ->
          new Encoded(
              list.stream().map(String::valueOf).collect(Collectors.toList()), List.copyOf(list));
      case Collection<?> nested -> throw Mismatch.got(Kind.TYPE, type.accepted(), nested);
      default -> Encoded.text(scalar(type, value));
    };
  }
}
