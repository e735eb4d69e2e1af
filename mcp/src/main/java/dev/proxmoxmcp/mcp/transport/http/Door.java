package dev.proxmoxmcp.mcp.transport.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Keeps out what has no business here, whatever it asks for: what does not come from the proxy that
 * there is, and what was sent by a web page from elsewhere. Such a page cannot forge Host and
 * Origin; its browser can be made to connect to us (DNS rebinding). Thread-safe.
 */
final class Door {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+]|[^\\[\\]:/@\\s]+)(?::[0-9]{1,5})?");
  private static final Pattern ORIGIN = Pattern.compile("https?://(.+)");

  private final Set<String> names;
  private final List<AddressRange> proxies;

  /** What was sent last and is ours by whatever address it came: it comes again and again. */
  private volatile String known = "";

  /**
   * @param host by which it was asked to listen, unless that is every address
   */
  Door(Optional<String> host, Exposure exposure) {
    this.names =
        Stream.concat(host.stream(), exposure.names().stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .map(name -> name.contains(":") ? "[" + name + "]" : name)
            .collect(Collectors.toUnmodifiableSet());
    this.proxies = exposure.proxies();
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal if it has no business here
   */
  void check(HttpFields headers, ConnectionMetaData connection) throws Refusal {
    if (!proxies.isEmpty() && !comesFrom(connection, this::isProxy)) {
      throw new Refusal(HttpStatus.FORBIDDEN_403, "requests are taken from the proxy alone");
    }
    checkNames(headers, connection);
  }

  /**
   * Lets a question pass that is answered with a word about the server: from its own machine past
   * the proxy too, since whoever watches over the process is there.
   *
   * @throws Refusal if it has no business here
   */
  void checkOnHealth(HttpFields headers, ConnectionMetaData connection) throws Refusal {
    if (comesFrom(connection, InetAddress::isLoopbackAddress)) {
      checkNames(headers, connection);
    } else {
      check(headers, connection);
    }
  }

  private void checkNames(HttpFields headers, ConnectionMetaData connection) throws Refusal {
    List<String> hosts = headers.getValuesList(HttpHeader.HOST);
    if (hosts.size() == 1
        && hosts.getFirst().equals(known)
        && !headers.contains(HttpHeader.ORIGIN)) {
      return;
    }
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    if (hosts.size() != 1
        || !isOwn(hosts.getFirst(), connection)
        || !origins.stream().allMatch(one -> isOwnOrigin(one, connection))) {
      throw new Refusal(
          HttpStatus.FORBIDDEN_403, "Host and Origin must be a name or address of this server");
    }
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private static boolean comesFrom(ConnectionMetaData connection, Predicate<InetAddress> place) {
    return connection.getRemoteSocketAddress() instanceof InetSocketAddress remote
        && !remote.isUnresolved()
        && place.test(remote.getAddress());
  }

  private boolean isOwnOrigin(String origin, ConnectionMetaData connection) {
    Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    return parts.matches() && isOwn(parts.group(1), connection);
  }

  private boolean isOwn(String host, ConnectionMetaData connection) {
    Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    String name = parts.group(1);
    if (names.contains(name) || LOOPBACK.matcher(name).matches()) {
      known = host;
      return true;
    }
    return isAddress(name, connection.getLocalSocketAddress());
  }

  /** An address is no name that somebody could point here: it is ours if the request came by it. */
  private static boolean isAddress(String name, SocketAddress local) {
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    try {
      return local instanceof InetSocketAddress socket
          && InetAddress.ofLiteral(bare).equals(socket.getAddress());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
