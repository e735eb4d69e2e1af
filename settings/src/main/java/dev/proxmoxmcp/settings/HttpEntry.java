package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about HTTP. Whether an address, a hash or a range is one, only their reader
 * can judge.
 *
 * @param address where to listen; null if nothing is said
 * @param names by which clients may call the server
 * @param tokens the hash of each token, by the token's name, in the order of the file
 * @param proxies from where alone requests are taken; empty for everywhere
 */
public record HttpEntry(
    @Nullable Placed address,
    List<Placed> names,
    Map<String, Placed> tokens,
    List<Placed> proxies) {
  /** Of settings that say nothing. */
  public static final HttpEntry NONE = new HttpEntry(null, List.of(), Map.of(), List.of());

  /** Copies the collections. */
  public HttpEntry {
    names = List.copyOf(names);
    tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    proxies = List.copyOf(proxies);
  }

  /** Whether the server is reached in the same way by both. */
  public boolean sameReach(HttpEntry other) {
    return texts(names).equals(texts(other.names)) && texts(proxies).equals(texts(other.proxies));
  }

  private static List<String> texts(List<Placed> placed) {
    return placed.stream().map(Placed::text).toList();
  }
}
