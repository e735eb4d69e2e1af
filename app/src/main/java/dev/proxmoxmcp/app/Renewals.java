package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ApiToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that takes the place of one that Proxmox refuses: between the moment in which a
 * host makes a new secret and the one in which that is written down and read here, calls wait.
 * Where that came to nothing, the next ones do not wait again for a while. Thread-safe.
 */
final class Renewals {
  private static final Duration REST = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Vain> vain = new ConcurrentHashMap<>();
  private volatile @Nullable SettingsWatch watch;

  Renewals(InstantSource clock) {
    this.clock = clock;
  }

  private record Vain(ApiToken refused, Instant until) {}

  /** From now on they are found in what {@code settings} reads. */
  void from(SettingsWatch settings) {
    this.watch = settings;
  }

  /**
   * The token that is in force instead of {@code refused}, as soon as there is one.
   *
   * @param inForce the token of a cluster by the settings that were read last
   * @return empty if it is the same still
   */
  Optional<ApiToken> insteadOf(
      ApiToken refused, String cluster, Function<String, Optional<ApiToken>> inForce)
      throws InterruptedException {
    SettingsWatch settings = watch;
    if (settings != null && settings.looksAtFiles() && other(refused, cluster, inForce).isEmpty()) {
      settings.hurry(
          () -> other(refused, cluster, inForce).isPresent(), !wasInVain(refused, cluster));
    }
    Optional<ApiToken> found = other(refused, cluster, inForce);
    if (found.isEmpty()) {
      vain.put(cluster, new Vain(refused, clock.instant().plus(REST)));
    }
    return found;
  }

  private boolean wasInVain(ApiToken refused, String cluster) {
    Vain before = vain.get(cluster);
    return before != null
        && before.refused().equals(refused)
        && clock.instant().isBefore(before.until());
  }

  private static Optional<ApiToken> other(
      ApiToken refused, String cluster, Function<String, Optional<ApiToken>> inForce) {
    return inForce.apply(cluster).filter(now -> !now.equals(refused));
  }
}
