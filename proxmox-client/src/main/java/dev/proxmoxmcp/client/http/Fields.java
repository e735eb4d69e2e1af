package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Percent;
import dev.proxmoxmcp.client.UnexpectedReply;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one object that Proxmox answered. Proxmox writes numbers as numbers or as texts,
 * and truth as 1 or 0 or "1", depending on the call; here they read the same. What is absent, null
 * or of another type is absent.
 */
public final class Fields {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[;, ]+");

  private final Attempt attempt;
  private final JsonNode node;

  Fields(Attempt attempt, JsonNode node) {
    this.attempt = attempt;
    this.node = node;
  }

  /** A text, or a number as Proxmox writes it; null if absent. */
  public @Nullable String text(String name) {
    JsonNode value = node.path(name);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }

  /** Like {@link #text}, and "" if absent. */
  public String textOrEmpty(String name) {
    String text = text(name);
    return text == null ? "" : text;
  }

  /** A text that must be there. */
  public String required(String name) {
    String text = text(name);
    if (text == null) {
      throw UnexpectedReply.shape(attempt, "field '" + name + "' is missing");
    }
    return text;
  }

  /**
   * A text that must be there, read as an id or the like.
   *
   * @throws UnexpectedReply if it is missing or does not have its grammar
   */
  public <T> T required(String name, Function<String, T> parser) {
    String text = required(name);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw UnexpectedReply.shape(
          attempt, "field '" + name + "': " + String.valueOf(malformed.getMessage()));
    }
  }

  /** A whole number. */
  public OptionalLong number(String name) {
    JsonNode plain = node.path(name);
    if (plain.isInt() || plain.isLong()) { // nearly all of thousands
      return OptionalLong.of(plain.longValue());
    }
    BigDecimal value = decimal(name);
    return value == null || value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(value.longValue());
  }

  /** A number with a fraction. */
  public OptionalDouble fraction(String name) {
    JsonNode plain = node.path(name);
    if (plain.isInt() || (plain.isDouble() && Double.isFinite(plain.doubleValue()))) {
      return OptionalDouble.of(plain.doubleValue());
    }
    BigDecimal value = decimal(name);
    return value == null || Double.isInfinite(value.doubleValue())
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.doubleValue());
  }

  /**
   * A share, which Proxmox writes as a fraction of 1; null if absent, negative or beyond any
   * number.
   */
  public @Nullable Percent share(String name) {
    double percent = fraction(name).orElse(-1) * 100;
    return percent >= 0 && percent <= Double.MAX_VALUE ? new Percent(percent) : null;
  }

  /** Whether the field is there and true. */
  public boolean flag(String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? value.asBoolean() : number(name).orElse(0) != 0;
  }

  /** A number of bytes; null if absent or negative. */
  public @Nullable ByteSize bytes(String name) {
    OptionalLong value = number(name);
    return value.isPresent() && value.getAsLong() >= 0 ? new ByteSize(value.getAsLong()) : null;
  }

  /** A number of seconds; zero if absent. */
  public Duration seconds(String name) {
    return Duration.ofSeconds(Math.clamp(number(name).orElse(0), 0, Integer.MAX_VALUE));
  }

  /** A point in time in seconds since 1970; null if absent. */
  public @Nullable Instant instant(String name) {
    OptionalLong value = number(name);
    return value.isPresent()
        ? Instant.ofEpochSecond(Math.clamp(value.getAsLong(), 0, Integer.MAX_VALUE * 2L))
        : null;
  }

  /** Texts in a list of them; empty if absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      if (value.isString() || value.isNumber()) {
        texts.add(value.asString());
      }
    }
    return texts;
  }

  /** Words in one text, separated by semicolons, commas or blanks; empty if absent. */
  public List<String> words(String name) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    return BETWEEN_WORDS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }

  /** An object inside this one, without fields if absent. */
  public Fields inner(String name) {
    return new Fields(attempt, node.path(name));
  }

  /** The objects in a list of them; empty if absent. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      if (value.isObject()) {
        objects.add(new Fields(attempt, value));
      }
    }
    return objects;
  }

  /** All fields that are texts, numbers or truth values, as texts, sorted by name. */
  public SequencedMap<String, String> all() {
    TreeMap<String, String> all = new TreeMap<>();
    node.forEachEntry((name, value) -> {
      if (value.isValueNode() && !value.isNull()) {
        all.put(name, value.asString());
      }
    });
    return all;
  }

  /** The names of all fields. */
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  private @Nullable BigDecimal decimal(String name) {
    String text = text(name);
    return text == null ? null : parse(text);
  }

  private static @Nullable BigDecimal parse(String text) {
    try {
      return text.length() > 40 ? null : new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
