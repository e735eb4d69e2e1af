package dev.proxmoxmcp.simulator.guest;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What a guest uses: made up from its number and the minute, so that it varies like real figures
 * and yet is the same at each run.
 *
 * @param cpu share of its CPUs, 0 to 1
 * @param memory in bytes
 * @param diskUsed in bytes; 0 for VMs, whose disks the host cannot look into
 * @param netIn bytes since its start, as {@code netOut}, {@code diskRead} and {@code diskWrite}
 */
public record Figures(
    double cpu,
    long memory,
    long diskUsed,
    long netIn,
    long netOut,
    long diskRead,
    long diskWrite) {
  private static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

  /** The figures of a guest; all zero for one that does not run. */
  public static Figures of(Guest guest, Instant now) {
    if (!guest.running()) {
      return NONE;
    }
    SplittableRandom character = new SplittableRandom(guest.vmid());
    SplittableRandom minute =
        new SplittableRandom(guest.vmid() * 1_000_003L + now.getEpochSecond() / 60);
    double usualCpu = 0.005 + 0.12 * character.nextDouble() * character.nextDouble();
    double cpu =
        guest.state() != Guest.State.RUNNING ? 0 : usualCpu * (0.7 + 0.6 * minute.nextDouble());
    double memoryShare = 0.35 + 0.45 * character.nextDouble() + 0.02 * minute.nextDouble();
    long seconds = guest.uptime(now).toSeconds();
    return new Figures(
        cpu,
        (long) (guest.size().memory() * memoryShare),
        guest.kind() == GuestKind.LXC
            ? (long) (guest.size().disk() * (0.15 + 0.5 * character.nextDouble()))
            : 0,
        rate(character, seconds, 40_000),
        rate(character, seconds, 25_000),
        rate(character, seconds, 90_000),
        rate(character, seconds, 60_000));
  }

  private static long rate(SplittableRandom character, long seconds, int bytesPerSecond) {
    return seconds * character.nextInt(200, bytesPerSecond);
  }
}
