package dev.proxmoxmcp.base;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host and perhaps a port, as people write them: {@code host}, {@code host:port}, {@code
 * [v6]:port}, or a bare IPv6 address. Only the shape is read: what a host may be, and which port is
 * meant without one, says whoever asked.
 *
 * @param host without brackets, not empty
 * @param port as it was written; null if none was
 */
public record HostPort(String host, @Nullable String port) {
  private static final String BRACKETED = "\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]";
  private static final int LAST_PORT = 65_535;

  /** The parts of {@code text}; empty if it has not the shape. Brackets are for IPv6 alone. */
  public static Optional<HostPort> read(String text) {
    int bracket = text.indexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    boolean bareIpv6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
    boolean alone = colon < 0 || bareIpv6;
    String host = alone ? text : text.substring(0, colon);
    @Nullable String port = alone ? null : text.substring(colon + 1);
    String bare = host.matches(BRACKETED) ? host.substring(1, host.length() - 1) : host;
    return bare.isEmpty() || bare.matches("(?s).*[\\[\\]\\s/].*")
        ? Optional.empty()
        : Optional.of(new HostPort(bare, port));
  }

  /**
   * The port that {@code text} means.
   *
   * @param first the smallest accepted: 0 where that means any free one, else 1
   * @return empty if it is not a number from {@code first} to 65535
   */
  public static Optional<Integer> port(String text, int first) {
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port >= first && port <= LAST_PORT);
  }
}
