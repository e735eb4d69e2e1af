package dev.proxmoxmcp.verification.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has one of everything that {@code build/PlainCode.java} writes anew, or must leave alone. */
public final class Specimen {
  private Specimen() {}

  /** Over its own kinds, in an interface. */
  sealed interface Shape permits Circle, Box, Label, Colour {
    default String kind() {
      return switch (this) {
        case Circle(double radius) when radius > 10 -> "large circle";
        case Circle _ -> "circle";
        case Box(int side, _, _) when side < 0 -> "impossible box";
        case Box _ -> "box";
        case Colour _ -> "colour";
        case Label _ -> "label";
      };
    }

    /** Constants as labels are no types: this switch stays as it is. */
    default String colour() {
      return switch (this) {
        case Colour.RED -> "red";
        case Circle circle -> circle.kind();
        case Box _, Label _, Colour _ -> "not red";
      };
    }
  }

  record Circle(double radius) implements Shape {}

  record Box(int side, long area, float weight) implements Shape {}

  record Label(@Nullable String name, boolean filled, byte small, char sign, short number)
      implements Shape {}

  record Nothing() {}

  record Pair(@Nullable Object left, Shape right) {}

  enum Colour implements Shape {
    RED,
    GREEN
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing at all";
      case String text when text.isEmpty() -> "empty text";
      case Pair(String left, Circle right) -> "pair of text " + left + " and " + right.kind();
      case Pair(_, Shape right) -> "pair with " + right.kind();
      case Shape shape -> shape.kind();
      case CharSequence text -> "text of " + text.length();
      case Nothing _ -> "nothing";
      default -> "something else";
    };
  }

  private static List<@Nullable Object> values() {
    return Arrays.asList(
        null,
        "",
        "text",
        new StringBuilder("ab").length(),
        new Nothing(),
        new Circle(1),
        new Circle(11),
        new Circle(Double.NaN),
        new Circle(0.0),
        new Circle(-0.0),
        new Box(-1, 2, 3),
        new Box(1, 2, 3),
        new Box(1, 1L << 40, 3),
        new Box(1, 2, Float.NaN),
        new Label(null, true, (byte) -1, 'x', (short) 300),
        new Label("a", true, (byte) -1, 'x', (short) 300),
        new Label("a", false, (byte) -1, 'x', (short) 300),
        new Label("a", false, (byte) 1, 'y', (short) 300),
        new Label("a", false, (byte) 1, 'y', (short) -1),
        new Pair("left", new Circle(1)),
        new Pair(null, new Circle(1)),
        new Pair(new Pair("inner", new Box(1, 2, 3)), new Box(1, 2, 3)));
  }

  /** What its switches and records say of many values, each beside each. */
  public static List<String> answers() {
    List<String> answers = new ArrayList<>();
    List<@Nullable Object> others = values();
    for (Object one : values()) {
      answers.add(one + " is " + kind(one) + " with " + Objects.hashCode(one));
      for (Object other : others) {
        answers.add(one + " and " + other + ": " + Objects.equals(one, other));
      }
    }
    for (Shape shape : List.of(Colour.RED, Colour.GREEN, new Circle(1), new Box(1, 2, 3))) {
      answers.add(shape.kind() + ", " + shape.colour());
    }
    return answers;
  }
}
