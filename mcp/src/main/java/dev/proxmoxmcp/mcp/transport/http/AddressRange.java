package dev.proxmoxmcp.mcp.transport.http;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that begin with the same bits. Immutable.
 *
 * @param first any of them
 * @param bits how many they have in common
 */
public record AddressRange(InetAddress first, int bits) {
  /**
   * @throws IllegalArgumentException if an address has not that many bits
   */
  public AddressRange {
    if (bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("an address has no " + bits + " bits");
    }
  }

  /**
   * Reads an address, or an address and how many bits count: {@code 10.1.0.0/16}, {@code ::1}. A
   * name is none: whoever answers for names would decide who is trusted.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int all = address.getAddress().length * Byte.SIZE;
      if (slash < 0) {
        return new AddressRange(address, all);
      }
      if (bits.matches("[0-9]{1,3}")) {
        return new AddressRange(address, Integer.parseInt(bits));
      }
    } catch (IllegalArgumentException _) {
      // said below, with what is accepted
    }
    throw new IllegalArgumentException(
        "this is no address or range of addresses, such as 10.1.2.3, 10.1.0.0/16 or fd00::/8");
  }

  /** Whether {@code address} is one of them. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    int mask = 0xFF << (Byte.SIZE - rest);
    return mine.length == other.length
        && Arrays.equals(mine, 0, whole, other, 0, whole)
        && (rest == 0 || ((mine[whole] ^ other[whole]) & mask & 0xFF) == 0);
  }
}
