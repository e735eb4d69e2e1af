package dev.proxmoxmcp.mcp.transport.http;

import java.util.List;

/**
 * How a server is reached from other machines.
 *
 * @param names by which clients may call it, beside those of the loopback interface, its own
 *     address and the name under which it listens; lower or upper case. Where it listens on every
 *     address, the first is the one by which it names itself
 * @param proxies from where alone requests are taken; empty for everywhere. What such a proxy says
 *     about its client is not looked at
 */
public record Exposure(List<String> names, List<AddressRange> proxies) {
  /** Not at all: no other names, no proxies. */
  public static final Exposure NONE = new Exposure(List.of(), List.of());

  /** Copies the collections. */
  public Exposure {
    names = List.copyOf(names);
    proxies = List.copyOf(proxies);
  }

  /** Whether nobody can listen between a client and this machine, as far as one can know here. */
  boolean isPrivate() {
    return !proxies.isEmpty();
  }
}
