package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import java.util.List;

/**
 * One call of the API, as data: features keep theirs as constants.
 *
 * @param tier what the call can do, as our reviewed table says, never a host
 * @param pace whether a node that is well may take seconds for it
 * @param root what the path is below
 */
public record Endpoint(Method method, PathTemplate path, Tier tier, Pace pace, Root root) {
  /** Where a path begins. */
  public enum Root {
    /** Everything that the API answers, as JSON. Requests carry the token. */
    API("/api2/json"),
    /** The files that a host serves to everybody. Requests carry no token. */
    FILES("");

    private final String prefix;

    Root(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  /** How long an answer takes where all is well. */
  public enum Pace {
    /** Well under a second. */
    QUICK,
    /**
     * Seconds, and as long as a storage or an agent hangs: the content of storages, the guest
     * agent, statistics from files. Of these, fewer go to a node at once.
     */
    SLOW
  }

  /** A call that answers quickly. */
  public Endpoint(Method method, PathTemplate path, Tier tier) {
    this(method, path, tier, Pace.QUICK, Root.API);
  }

  /** The same as one that may take seconds. */
  public Endpoint slow() {
    return new Endpoint(method, path, tier, Pace.SLOW, root);
  }

  /** Whether it can be sent again without harm. */
  boolean repeatable() {
    return method == Method.GET && tier == Tier.READ;
  }

  /** A call that only looks. */
  public static Endpoint read(String path) {
    return new Endpoint(Method.GET, PathTemplate.of(path), Tier.READ);
  }

  /** A file that the host serves to everybody. */
  public static Endpoint file(String path) {
    return new Endpoint(Method.GET, PathTemplate.of(path), Tier.READ, Pace.QUICK, Root.FILES);
  }

  /** A call that looks at more, or does more, than its method says. */
  public static Endpoint get(String path, Tier tier) {
    return new Endpoint(Method.GET, PathTemplate.of(path), tier);
  }

  /** A call that does something. */
  public static Endpoint post(String path, Tier tier) {
    return new Endpoint(Method.POST, PathTemplate.of(path), tier);
  }

  /** A call that changes what is there. */
  public static Endpoint put(String path, Tier tier) {
    return new Endpoint(Method.PUT, PathTemplate.of(path), tier);
  }

  /** A call that takes something away. */
  public static Endpoint delete(String path, Tier tier) {
    return new Endpoint(Method.DELETE, PathTemplate.of(path), tier);
  }

  /**
   * Makes it concrete.
   *
   * @param purpose in words, with the object, as the rest of "could not": {@code start VM 101}
   * @param values for the placeholders, in their order
   */
  public Call call(String purpose, PathValue... values) {
    return new Call(this, path.with(List.of(values)), purpose);
  }
}
