package dev.proxmoxmcp.mcp.transport.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached from other machines.
 *
 * @param names by which clients may call it, beside those of the loopback interface, its own
 *     address and the name under which it listens; lower or upper case. Where it listens on every
 *     address, the first is the one by which it names itself
 * @param proxies from where alone requests are taken; empty for everywhere. What such a proxy says
 *     about its client is not looked at
 * @param tls null for none: then what is sent can be read on the way
 */
public record Exposure(List<String> names, List<AddressRange> proxies, @Nullable ServerTls tls) {
  /** Not at all: no other names, no proxies, no TLS. */
  public static final Exposure NONE = new Exposure(List.of(), List.of(), null);

  /** Copies the collections. */
  public Exposure {
    names = List.copyOf(names);
    proxies = List.copyOf(proxies);
  }

  /** Whether it is meant to be reached through something else. */
  boolean isThroughOthers() {
    return !names.isEmpty() || !proxies.isEmpty();
  }

  /** Whether nobody can listen between a client and this machine, as far as one can know here. */
  boolean isPrivate() {
    return tls != null || !proxies.isEmpty();
  }
}
