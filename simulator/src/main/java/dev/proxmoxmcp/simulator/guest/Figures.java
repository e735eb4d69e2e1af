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
 * @param total bytes since its start
 * @param rate bytes a second at that moment, of which {@code total} is the sum
 */
public record Figures(double cpu, long memory, long diskUsed, Traffic total, Traffic rate) {
  private static final Traffic STILL = new Traffic(0, 0, 0, 0);
  private static final Figures NONE = new Figures(0, 0, 0, STILL, STILL);
  private static final double DAY = 86_400;
  private static final double SPELL = 1_740;

  /** Bytes through the network cards and the disks, or bytes a second. */
  public record Traffic(double netIn, double netOut, double diskRead, double diskWrite) {}

  /**
   * One kind of traffic: it swells and ebbs with the day and within each half an hour, and never
   * stops.
   *
   * @param mean bytes a second
   * @param shift where in these waves it is, in radians
   */
  private record Flow(double mean, double shift) {
    static Flow of(SplittableRandom character, int most) {
      return new Flow(character.nextInt(200, most), most % 7);
    }

    double rate(Instant at) {
      double time = at.getEpochSecond();
      return mean * (1 + 0.4 * Math.sin(phase(time, DAY)) + 0.5 * Math.sin(phase(time, SPELL)));
    }

    /** What flows from one moment to another. */
    double total(Instant from, Instant to) {
      return flown((double) to.getEpochSecond()) - flown((double) from.getEpochSecond());
    }

    private double flown(double time) {
      return mean
          * (time
              - 0.4 * DAY / (2 * Math.PI) * Math.cos(phase(time, DAY))
              - 0.5 * SPELL / (2 * Math.PI) * Math.cos(phase(time, SPELL)));
    }

    private double phase(double time, double period) {
      return 2 * Math.PI * time / period + shift;
    }
  }

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
    long diskUsed =
        guest.kind() == GuestKind.LXC
            ? (long) (guest.size().disk() * (0.15 + 0.5 * character.nextDouble()))
            : 0;
    Flow in = Flow.of(character, 40_000);
    Flow out = Flow.of(character, 25_000);
    Flow read = Flow.of(character, 90_000);
    Flow written = Flow.of(character, 60_000);
    Instant start = now.minus(guest.uptime(now));
    return new Figures(
        cpu,
        (long) (guest.size().memory() * memoryShare),
        diskUsed,
        new Traffic(
            in.total(start, now),
            out.total(start, now),
            read.total(start, now),
            written.total(start, now)),
        new Traffic(in.rate(now), out.rate(now), read.rate(now), written.rate(now)));
  }
}
