package dev.proxmoxmcp.simulator.metric;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** How far back, and in which steps (RRD.pm of PVE 9). */
enum Timeframe {
  HOUR(60, 60),
  DAY(60, 1440),
  WEEK(1800, 336),
  MONTH(1800, 1440),
  YEAR(21_600, 1440),
  DECADE(604_800, 570);

  private final long step;
  private final int count;

  Timeframe(long step, int count) {
    this.step = step;
    this.count = count;
  }

  static Timeframe of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The slots, the last of which has ended. */
  List<Instant> slots(Instant now) {
    long last = now.getEpochSecond() / step * step;
    return LongStream.rangeClosed(1, count)
        .mapToObj(number -> Instant.ofEpochSecond(last - (count - number) * step))
        .toList();
  }
}
