package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about HTTP. Whether an address, a hash or a range is one, only their reader
 * can judge.
 *
 * @param address where to listen; null if nothing is said
 * @param names by which clients may call the server
 * @param tokens the hash of each token, by the token's name, in the order of the file
 * @param proxies from where alone requests are taken; empty for everywhere
 * @param tls whether to speak TLS, and with what
 * @param limits those that were said, each by its key within {@code http.limits}
 */
public record HttpEntry(
    @Nullable Placed address,
    List<Placed> names,
    Map<String, Placed> tokens,
    List<Placed> proxies,
    Tls tls,
    Map<String, Integer> limits) {
  /** Of settings that say nothing. */
  public static final HttpEntry NONE =
      new HttpEntry(
          null,
          List.of(),
          Map.of(),
          List.of(),
          new Tls(Wanted.UNSAID, null, null, "http"),
          Map.of());

  /** Copies the collections. */
  public HttpEntry {
    names = List.copyOf(names);
    tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    proxies = List.copyOf(proxies);
    limits = Map.copyOf(limits);
  }

  /** What was said about something that is on or off. */
  public enum Wanted {
    /** On. */
    YES,
    /** Off. */
    NO,
    /** Nothing was said. */
    UNSAID
  }

  /**
   * TLS. Both files are there, or neither is.
   *
   * @param wanted whether to speak it
   * @param certificate the file of the certificates, the server's own first
   * @param key the file of its key
   * @param place begins what is said about the files
   */
  public record Tls(Wanted wanted, @Nullable Path certificate, @Nullable Path key, String place) {}

  /** Whether the server is reached in the same way by both. */
  public boolean sameReach(HttpEntry other) {
    return texts(names).equals(texts(other.names))
        && texts(proxies).equals(texts(other.proxies))
        && tls.wanted().equals(other.tls.wanted())
        && Objects.equals(tls.certificate(), other.tls.certificate())
        && Objects.equals(tls.key(), other.tls.key());
  }

  private static List<String> texts(List<Placed> placed) {
    return placed.stream().map(Placed::text).toList();
  }
}
