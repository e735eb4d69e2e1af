package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A condition on the rows of a list: {@code status=running}.
 *
 * @param field of a row
 * @param operator {@code =}, {@code !=}, {@code ~} (holds), {@code <} or {@code >}
 * @param value to compare with
 */
record RowFilter(String field, String operator, String value) {
  private static final Pattern SHAPE =
      Pattern.compile("\\s*([A-Za-z0-9_.:-]{1,64})\\s*(!=|=|~|<|>)\\s*(.*?)\\s*", Pattern.DOTALL);

  /**
   * Reads one.
   *
   * @throws ArgumentProblem if it is none
   */
  static RowFilter of(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new ArgumentProblem(
          "filter takes field=value, field!=value, field~part, field<number or field>number; got "
              + Foreign.name(text)
              + ". Nothing was sent.");
    }
    return new RowFilter(parts.group(1), parts.group(2), parts.group(3));
  }

  /**
   * Whether {@code row} fits; a field that it has not got is as if it were empty. So is a secret:
   * by conditions it could be guessed letter by letter.
   */
  boolean fits(JsonNode row) {
    JsonNode cell = row.path(field);
    String found = Secrets.isIn(field, cell) ? "" : ValueText.raw(cell);
    return switch (operator) {
      case "=" -> found.equalsIgnoreCase(value);
      case "!=" -> !found.equalsIgnoreCase(value);
      case "~" -> found.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      case "<" -> compared(found) < 0;
      case ">" -> compared(found) > 0;
      default -> throw new IllegalStateException(operator);
    };
  }

  /** 0 if the two cannot be compared as numbers. */
  private int compared(String found) {
    Optional<BigDecimal> left = number(found);
    Optional<BigDecimal> right = number(value);
    return left.isPresent() && right.isPresent() ? left.get().compareTo(right.get()) : 0;
  }

  private static Optional<BigDecimal> number(String text) {
    return text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return field + operator + Foreign.name(value);
  }
}
