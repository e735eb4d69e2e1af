package dev.proxmoxmcp.client;

import java.util.Locale;

/**
 * A share of a whole, 100 being all of it. Above 100 is possible: a guest's load is measured in
 * time slices that do not fit exactly.
 */
public record Percent(double value) implements Comparable<Percent> {
  /**
   * @throws IllegalArgumentException if negative or not a number
   */
  public Percent {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("a share is a number from 0: " + value);
    }
  }

  /** From a fraction, as Proxmox gives load: 0.25 is 25 %. */
  public static Percent ofFraction(double fraction) {
    return new Percent(fraction * 100);
  }

  @Override
  public int compareTo(Percent other) {
    return Double.compare(value, other.value);
  }

  /** With at most one decimal: {@code 12.5%}. */
  @Override
  public String toString() {
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + "%";
  }
}
