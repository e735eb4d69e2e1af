package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param id such as {@code ops@pve}
 * @param expires in seconds since 1970; 0 for never
 * @param details {@code comment}, {@code email}, {@code firstname}, {@code lastname}, where given
 * @param password null for a user who cannot log in
 */
public record User(
    String id,
    boolean enabled,
    long expires,
    Map<String, String> details,
    Set<String> groups,
    @Nullable Secret password) {

  public User {
    details = Map.copyOf(details);
    groups = Set.copyOf(groups);
  }

  /** A user of whom nothing is known and who cannot log in. */
  public static User named(String id) {
    return new User(id, true, 0, Map.of(), Set.of(), null);
  }

  /** The same with that password. */
  public User with(Secret newPassword) {
    return new User(id, enabled, expires, details, groups, newPassword);
  }

  User enabled(boolean now) {
    return new User(id, now, expires, details, groups, password);
  }

  User expiring(long seconds) {
    return new User(id, enabled, seconds, details, groups, password);
  }

  User detailed(Map<String, String> changed) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.putAll(changed);
    all.values().removeIf(String::isEmpty);
    return new User(id, enabled, expires, all, groups, password);
  }

  User in(Set<String> others) {
    return new User(id, enabled, expires, details, new TreeSet<>(others), password);
  }

  /** What follows the last {@code @}. */
  String realm() {
    return id.substring(id.lastIndexOf('@') + 1);
  }

  /** Whether credentials are good at that moment. */
  boolean active(Instant now) {
    return enabled && (expires == 0 || now.getEpochSecond() < expires);
  }
}
