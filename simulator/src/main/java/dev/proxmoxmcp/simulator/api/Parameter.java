package dev.proxmoxmcp.simulator.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One parameter of an endpoint and what its schema demands.
 *
 * @param rootOnly refused with a true value, as Proxmox refuses it to everyone but {@code root@pam}
 *     with a ticket; no API token passes
 * @param requires another parameter that must then be there, or empty
 */
public record Parameter(
    String name, Shape shape, boolean required, boolean rootOnly, String requires) {

  private static Parameter optional(String name, Shape shape) {
    return new Parameter(name, shape, false, false, "");
  }

  /** A boolean: 0 or 1. */
  public static Parameter flag(String name) {
    return optional(name, new Shape.Flag());
  }

  /** An integer of at least {@code minimum}. */
  public static Parameter integer(String name, long minimum) {
    return optional(name, new Shape.Whole(minimum));
  }

  /** Any integer. */
  public static Parameter integer(String name) {
    return optional(name, new Shape.Whole(Long.MIN_VALUE));
  }

  /** Any text. */
  public static Parameter text(String name) {
    return optional(name, new Shape.Line(Integer.MAX_VALUE));
  }

  /** Text of at most {@code maxLength} characters. */
  public static Parameter text(String name, int maxLength) {
    return optional(name, new Shape.Line(maxLength));
  }

  /** Any texts: the parameter repeated, or an array of JSON. */
  public static Parameter texts(String name) {
    return optional(name, new Shape.Lines());
  }

  /** One of some words. */
  public static Parameter choice(String name, String... words) {
    return optional(name, new Shape.Choice(List.of(words)));
  }

  /** The number of a guest. */
  public static Parameter vmid(String name) {
    return optional(name, new Shape.Vmid());
  }

  /** The name of a storage. */
  public static Parameter storage(String name) {
    return optional(name, new Shape.StorageName());
  }

  /** A type of what a storage holds, such as {@code images}. */
  public static Parameter contentType(String name) {
    return optional(name, new Shape.ContentType());
  }

  /** Types of what a storage holds, separated by comma. */
  public static Parameter contentTypes(String name) {
    return formatted(
        name,
        text ->
            Shape.items(text).stream()
                .filter(item -> !Shape.CONTENT_TYPES.contains(item))
                .findFirst()
                .map(item -> "invalid content type '" + item + "'"));
  }

  /** A name as configuration files take it, of at most {@code maxLength} characters. */
  public static Parameter configId(String name, int maxLength) {
    return optional(name, new Shape.ConfigId(maxLength));
  }

  /** Text of so many characters. */
  public static Parameter text(String name, int minLength, int maxLength) {
    return optional(name, new Shape.Bounded(minLength, maxLength));
  }

  /** A number between two bounds, both included. */
  public static Parameter amount(String name, double minimum, double maximum) {
    return optional(name, new Shape.Amount(minimum, maximum));
  }

  /** A text of that form. */
  public static Parameter matching(String name, String form) {
    return optional(name, new Shape.Matching(Pattern.compile(form)));
  }

  /** A text of which {@code judge} says what is wrong with it, or empty. */
  public static Parameter formatted(String name, Function<String, Optional<String>> judge) {
    return optional(name, new Shape.Formatted(judge));
  }

  /** A user with its realm. */
  public static Parameter user(String name) {
    return optional(name, new Shape.UserName());
  }

  /** A list of privileges. */
  public static Parameter privileges(String name, Set<String> known) {
    return optional(name, new Shape.Privileges(known));
  }

  /** The same, required. */
  public Parameter mandatory() {
    return new Parameter(name, shape, true, rootOnly, requires);
  }

  /** The same, refused to API tokens. */
  public Parameter onlyForRoot() {
    return new Parameter(name, shape, required, true, requires);
  }

  /** The same, allowed only together with {@code other}. */
  public Parameter with(String other) {
    return new Parameter(name, shape, required, rootOnly, other);
  }

  /** A value that fits, as configuration files and answers have it: a number or a text. */
  public Object stored(String text) {
    return shape.type().equals("integer") || shape.type().equals("boolean")
        ? (Object) Long.valueOf(text)
        : text;
  }

  /** What is wrong with a value, in Proxmox's words. */
  Optional<String> complaint(Value value) {
    return switch (value) {
      case Value.Text(String text) -> shape.complaint(text);
      case Value.Upload(String name, String _) -> shape.complaint(name);
      case Value.Several _ when shape instanceof Shape.Lines -> Optional.empty();
      case Value.Several _ -> Optional.of("type check ('" + shape.type() + "') failed - got ARRAY");
      case Value.Structure() ->
          Optional.of("type check ('" + shape.type() + "') failed - got HASH");
    };
  }
}
