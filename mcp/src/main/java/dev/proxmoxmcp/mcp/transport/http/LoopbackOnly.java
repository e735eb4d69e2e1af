package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Keeps everybody out but programs of this machine: the address must be of the loopback interface,
 * and so must what the client wrote into Host and Origin. The latter is what a web page cannot
 * forge, which makes its browser connect to us (DNS rebinding).
 */
final class LoopbackOnly {
  private static final String LOOPBACK = "localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]";

  private final Pattern host;
  private final Pattern origin;

  /**
   * Allows the names of the loopback interface.
   *
   * @param ownName the name by which it was asked to listen, allowed as well
   */
  LoopbackOnly(String ownName) {
    String names =
        "(?:"
            + LOOPBACK
            + "|"
            + Pattern.quote(ownName.toLowerCase(Locale.ROOT))
            + ")(?::[0-9]{1,5})?";
    this.host = Pattern.compile(names);
    this.origin = Pattern.compile("https?://" + names);
  }

  /**
   * The address of a host on the loopback interface.
   *
   * @throws IllegalArgumentException if it is elsewhere
   * @throws IOException if nobody knows the name
   */
  static InetAddress address(String host) throws IOException {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new IOException("the address to listen on is unknown: " + host, unknown);
    }
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          host
              + " is not a loopback address. Without authentication this server listens on"
              + " 127.0.0.1, ::1 or localhost only");
    }
    return address;
  }

  /** Whether the request comes from where it may: one Host, and an Origin only of this machine. */
  boolean allows(HttpFields headers) {
    List<String> hosts = headers.getValuesList(HttpHeader.HOST);
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    return hosts.size() == 1
        && matches(host, hosts.getFirst())
        && origins.stream().allMatch(one -> matches(origin, one));
  }

  private static boolean matches(Pattern pattern, String value) {
    return pattern.matcher(value.toLowerCase(Locale.ROOT)).matches();
  }
}
