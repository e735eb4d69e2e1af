package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Call;
import java.time.Duration;

/** How long power actions take. */
final class PowerTimes {
  static final Duration VM_START = Duration.ofSeconds(2);
  static final Duration CONTAINER_START = Duration.ofSeconds(1);

  /** Until a start that fails has failed. */
  static final Duration FAILED_START = Duration.ofSeconds(1);

  static final Duration STOP = Duration.ofSeconds(1);
  static final Duration RESET = Duration.ofSeconds(1);
  static final Duration PAUSE = Duration.ofSeconds(1);
  static final Duration RESUME = Duration.ofSeconds(1);

  /** Between the end and the new start of a guest that reboots. */
  static final Duration RESTART = Duration.ofSeconds(1);

  /** Writing a VM's memory to disk. */
  static final Duration HIBERNATE = Duration.ofSeconds(4);

  /** How long Proxmox waits for a shutdown unless told otherwise. */
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(60);

  private static final long LONGEST_LIMIT_SECONDS = Duration.ofDays(365).toSeconds() - 1;

  private PowerTimes() {}

  /** How long a call allows for a shutdown ({@code timeout}, in seconds). */
  static Duration limit(Call call) {
    long seconds = call.number("timeout", SHUTDOWN_LIMIT.toSeconds());
    return Duration.ofSeconds(Math.min(seconds, LONGEST_LIMIT_SECONDS));
  }
}
