package dev.proxmoxmcp.telemetry;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the names of traces and of the pieces of work in them (W3C Trace Context, section 3.2).
 *
 * @param random used by several threads at once
 */
public record TraceIds(RandomGenerator random) {
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-[0-9a-f]{2}");
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Where a piece of work is in a trace, in lower-case hexadecimal.
   *
   * @param trace 32 digits
   * @param span 16 digits
   * @param parent 16 digits; "" for none
   */
  public record Place(String trace, String span, String parent) {}

  /** A piece of a caller's trace; of one of its own if {@code traceparent} is none. */
  Place under(String traceparent) {
    Matcher parent = PARENT.matcher(traceparent);
    return parent.matches()
        ? new Place(parent.group("trace"), id(), parent.group("span"))
        : new Place(id() + id(), id(), "");
  }

  /** A piece of another piece. */
  Place within(Place whole) {
    return new Place(whole.trace(), id(), whole.span());
  }

  /** Never all zeros, which means none. */
  private String id() {
    long number = random.nextLong();
    return HEX.toHexDigits(number == 0 ? 1 : number);
  }
}
