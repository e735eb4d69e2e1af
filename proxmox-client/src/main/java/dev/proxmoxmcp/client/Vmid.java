package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/** The number of a guest, {@value #MIN} to {@value #MAX}; unique in a cluster. */
public record Vmid(int value) implements PathValue, Comparable<Vmid> {
  /** The smallest vmid; Proxmox keeps those below for itself. */
  public static final int MIN = 100;

  /** The largest vmid. */
  public static final int MAX = 999_999_999;

  private static final Grammar GRAMMAR =
      Grammar.of("vmid", "[1-9][0-9]{2,8}", "a whole number from 100 to 999999999");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public Vmid {
    if (value < MIN || value > MAX) {
      throw new IllegalArgumentException(
          value + " is not a vmid: a whole number from " + MIN + " to " + MAX);
    }
  }

  /**
   * Reads a vmid written in plain digits: no sign, no blank, no leading zero.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static Vmid parse(String text) {
    return new Vmid(Integer.parseInt(GRAMMAR.check(text)));
  }

  @Override
  public String pathText() {
    return Integer.toString(value);
  }

  @Override
  public int compareTo(Vmid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
