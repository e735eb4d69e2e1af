package dev.proxmoxmcp.client.metric;

import java.util.Locale;

/** How far back; the further, the coarser. */
public enum Timeframe {
  /** The last hour, a sample a minute. */
  HOUR,
  /** The last day, a sample a minute (up to PVE 8: half an hour). */
  DAY,
  /** The last week, a sample every half hour (up to PVE 8: three hours). */
  WEEK,
  /** The last month, a sample every half hour (up to PVE 8: half a day). */
  MONTH,
  /** The last year, a sample every six hours (up to PVE 8: a week). */
  YEAR;

  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
