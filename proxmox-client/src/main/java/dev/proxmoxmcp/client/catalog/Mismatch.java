package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import java.util.Collection;
import java.util.Map;

/** A value does not fit. */
final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final Problem.Kind kind;
  private final String key;

  private Mismatch(Problem.Kind kind, String key, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.key = key;
  }

  /** What was found is not what {@code accepted} says. */
  static Mismatch got(Problem.Kind kind, String accepted, Object found) {
    return new Mismatch(kind, "", "takes " + accepted + "; got " + shown(found));
  }

  /** Something that is said in words, as the rest of "parameter x". */
  static Mismatch said(Problem.Kind kind, String message) {
    return new Mismatch(kind, "", message);
  }

  /** The same, of one key of a property string. */
  Mismatch ofKey(String name) {
    return new Mismatch(
        kind, key.isEmpty() ? name : name + "." + key, String.valueOf(getMessage()));
  }

  /** As a problem of {@code parameter}. */
  Problem of(String parameter) {
    String name = ForeignText.line(parameter, SHOWN);
    return new Problem(
        name,
        kind,
        "Parameter " + name + (key.isEmpty() ? " " : ", key " + key + ", ") + getMessage() + ".");
  }

  static String shown(Object found) {
    return switch (found) {
      case String text -> '"' + ForeignText.line(text, SHOWN) + '"';
      case Map<?, ?> _ -> "an object";
      case Collection<?> list -> "a list of " + list.size();
      default -> ForeignText.line(String.valueOf(found), SHOWN);
    };
  }
}
