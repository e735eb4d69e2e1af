package dev.proxmoxmcp.simulator.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a parameter's value must look like, with Proxmox's complaints (JSONSchema.pm). */
sealed interface Shape {
  Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,9})?");
  Pattern VMID = Pattern.compile("[1-9]\\d{2,8}");
  Pattern STORAGE = Pattern.compile("(?i)[a-z][a-z0-9\\-_.]*[a-z0-9]");
  List<String> CONTENT_TYPES =
      List.of("images", "rootdir", "vztmpl", "iso", "backup", "snippets", "import", "none");
  Pattern CONFIG_ID = Pattern.compile("(?i)[a-z][a-z0-9_-]+");
  Pattern USER = Pattern.compile("[^\\s:/]+@[A-Za-z][A-Za-z0-9.\\-_]+");
  Pattern TOKEN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.\\-_]+");
  Pattern LIST_SEPARATOR = Pattern.compile("[,; \\t\\n\\x00]+");

  /** 0 or 1. */
  record Flag() implements Shape {}

  /** An integer. */
  record Whole(long minimum) implements Shape {}

  /** A text. */
  record Line(int maxLength) implements Shape {}

  /** Any texts. */
  record Lines() implements Shape {}

  /** One of some words. */
  record Choice(List<String> words) implements Shape {}

  /** The number of a guest. */
  record Vmid() implements Shape {}

  /** The name of a storage. */
  record StorageName() implements Shape {}

  /** A type of what a storage holds. */
  record ContentType() implements Shape {}

  /** A name as configuration files take it. */
  record ConfigId(int maxLength) implements Shape {}

  /** Text of so many characters. */
  record Bounded(int minLength, int maxLength) implements Shape {}

  /** A user with its realm. */
  record UserName() implements Shape {}

  /** A text of that form. */
  record Matching(Pattern form) implements Shape {}

  /** A number between two bounds, both included. */
  record Amount(double minimum, double maximum) implements Shape {}

  /** A text of which {@code judge} says what is wrong with it. */
  record Formatted(Function<String, Optional<String>> judge) implements Shape {}

  /** A list of privileges. */
  record Privileges(Set<String> known) implements Shape {
    public Privileges {
      known = Set.copyOf(known);
    }
  }

  /** The type's name in complaints. */
  default String type() {
    return switch (this) {
      case Flag() -> "boolean";
      case Whole(_), Vmid() -> "integer";
      case Lines() -> "array";
      case Line(_), Choice(_), StorageName(), ContentType(), ConfigId(_) -> "string";
      case Bounded(_, _), UserName(), Matching(_), Privileges(_), Formatted(_) -> "string";
      case Amount(_, _) -> "number";
    };
  }

  /** What is wrong with {@code text}, or empty. */
  default Optional<String> complaint(String text) {
    return switch (this) {
      case Flag() -> unless(text.equals("0") || text.equals("1"), wrongType(text));
      case Whole(long minimum) -> whole(text, minimum);
      case Line(int maxLength) ->
          unless(text.length() <= maxLength, "value may only be " + maxLength + " characters long");
      case Lines() -> Optional.empty();
      case Choice(List<String> words) ->
          unless(
              words.contains(text),
              "value '%s' does not have a value in the enumeration '%s'"
                  .formatted(text, String.join(", ", words)));
      case Vmid() ->
          !INTEGER.matcher(text).matches()
              ? Optional.of(wrongType(text))
              : unless(
                  VMID.matcher(text).matches(),
                  "invalid format - value does not look like a valid VM ID\n");
      case StorageName() ->
          unless(
              STORAGE.matcher(text).matches(),
              "invalid format - storage ID '" + text + "' contains illegal characters\n");
      case ContentType() ->
          unless(
              CONTENT_TYPES.contains(text),
              "invalid format - invalid content type '" + text + "'\n");
      case ConfigId(int maxLength) ->
          text.length() > maxLength
              ? Optional.of("value may only be " + maxLength + " characters long")
              : unless(
                  CONFIG_ID.matcher(text).matches(),
                  "invalid format - invalid configuration ID '" + text + "'\n");
      case Bounded(int minLength, int maxLength) ->
          text.length() < minLength
              ? Optional.of("value must be at least " + minLength + " characters long")
              : new Line(maxLength).complaint(text);
      case UserName() ->
          unless(
              USER.matcher(text).matches(),
              "invalid format - value '" + text + "' does not look like a valid user name\n");
      case Matching(Pattern form) ->
          unless(form.matcher(text).matches(), "value does not match the regex pattern");
      case Amount(double minimum, double maximum) -> amount(text, minimum, maximum);
      case Formatted(Function<String, Optional<String>> judge) ->
          judge.apply(text).map(wrong -> "invalid format - " + wrong + "\n");
      case Privileges(Set<String> known) ->
          items(text).stream()
              .filter(item -> !known.contains(item))
              .findFirst()
              .map(item -> "invalid format - invalid privilege '" + item + "'\n");
    };
  }

  /** The items of a list as Proxmox splits them. */
  static List<String> items(String text) {
    return LIST_SEPARATOR.splitAsStream(text).filter(item -> !item.isEmpty()).toList();
  }

  private Optional<String> whole(String text, long minimum) {
    if (!INTEGER.matcher(text).matches() || text.length() > 18) {
      return Optional.of(wrongType(text));
    }
    return unless(Long.parseLong(text) >= minimum, "value must have a minimum value of " + minimum);
  }

  private Optional<String> amount(String text, double minimum, double maximum) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.of(wrongType(text));
    }
    double number = Double.parseDouble(text);
    return number < minimum
        ? Optional.of("value must have a minimum value of " + shown(minimum))
        : unless(number <= maximum, "value must have a maximum value of " + shown(maximum));
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  private String wrongType(String text) {
    return "type check ('" + type() + "') failed - got '" + text + "'";
  }

  private static Optional<String> unless(boolean well, String complaint) {
    return well ? Optional.empty() : Optional.of(complaint);
  }
}
