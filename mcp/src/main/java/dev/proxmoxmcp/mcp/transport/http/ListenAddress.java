package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a server may listen, by what protects it. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * The address to listen on.
   *
   * @throws IllegalArgumentException if others reach it, and not everything is there that they need
   *     to be kept out
   * @throws IOException if nobody knows the name
   */
  static InetAddress of(HttpSettings settings) throws IOException {
    InetAddress address = known(settings.host());
    boolean open = settings.admission() instanceof Admission.Anyone;
    if (open && (settings.exposure().isThroughOthers() || !address.isLoopbackAddress())) {
      throw new IllegalArgumentException(
          settings.host()
              + (address.isLoopbackAddress()
                  ? " can be reached through others"
                  : " is no loopback address")
              + ", so whoever calls must show a token. Without tokens this server listens on"
              + " 127.0.0.1, ::1 or localhost only, under no other name and behind no proxy");
    }
    if (!address.isLoopbackAddress() && !settings.exposure().isPrivate()) {
      throw new IllegalArgumentException(
          settings.host()
              + " is no loopback address, so tokens would pass where others can listen: it takes a"
              + " certificate, or a proxy that has one. Without them this server listens on"
              + " 127.0.0.1, ::1 or localhost only");
    }
    return address;
  }

  private static InetAddress known(String host) throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new IOException("the address to listen on is unknown: " + host, unknown);
    }
  }
}
