package dev.proxmoxmcp.client.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a parameter takes, or an answer holds. All cases are immutable. */
public sealed interface ApiType {
  /** What it takes, in words that stand behind "takes": {@code a whole number from 1 to 128}. */
  default String accepted() {
    return TypeWords.of(this);
  }

  /**
   * A text.
   *
   * @param pattern null for none
   * @param format a named grammar of Proxmox such as {@code pve-storage-id}; "" for none
   */
  record Text(Length length, @Nullable ApiPattern pattern, String format) implements ApiType {
    /** Any text. */
    public static final Text ANY = new Text(Length.ANY, null, "");
  }

  /** One of some words. */
  record Choice(List<String> values) implements ApiType {
    /** Copies the words. */
    public Choice {
      values = List.copyOf(values);
    }
  }

  /**
   * A number.
   *
   * @param whole whether it has no fraction
   * @param min null for none
   * @param max null for none
   * @param format as for {@link Text}
   */
  record Numeric(boolean whole, @Nullable BigDecimal min, @Nullable BigDecimal max, String format)
      implements ApiType {}

  /** Yes or no. */
  record Truth() implements ApiType {}

  /** Several values: a parameter that is repeated, or an array. */
  record ListOf(ApiType entry) implements ApiType {}

  /** Several values in one text, separated by commas. */
  record Joined(ApiType entry) implements ApiType {}

  /**
   * A property string: {@code virtio=BC:24:11:00:00:01,bridge=vmbr0}.
   *
   * @param keys by name
   * @param defaultKey whose name may be left out; "" if none, or not known
   * @param aliases by key: the key that it stands for, as {@code virtio} stands for {@code model};
   *     "" if that is not known
   * @param more whether other keys are taken too
   */
  record PropertyString(
      Map<String, ApiParameter> keys,
      String defaultKey,
      Map<String, String> aliases,
      boolean more,
      Length length)
      implements ApiType {}

  /**
   * An object.
   *
   * @param properties by name, in the order of their names
   * @param more whether there may be others
   */
  record Structure(Map<String, ApiParameter> properties, boolean more) implements ApiType {}

  /** What fits one of several types. */
  record OneOf(List<ApiType> alternatives) implements ApiType {
    /** Copies the alternatives. */
    public OneOf {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** Whatever comes. */
  record Anything() implements ApiType {}

  /** No value: a call that answers null. */
  record Nothing() implements ApiType {}

  /**
   * How long a text may be, in characters.
   *
   * @param min 0 for no bound
   * @param max {@link Integer#MAX_VALUE} for no bound
   */
  record Length(int min, int max) {
    /** No bounds. */
    public static final Length ANY = new Length(0, Integer.MAX_VALUE);
  }
}
