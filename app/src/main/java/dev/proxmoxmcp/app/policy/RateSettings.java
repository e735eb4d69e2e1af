package dev.proxmoxmcp.app.policy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.rate.Rate;
import dev.proxmoxmcp.guard.rate.RateLimits;
import dev.proxmoxmcp.settings.PolicyEntry;
import java.util.EnumMap;
import java.util.Map;

/** Reads the rates of the settings as the guard takes them. */
public final class RateSettings {
  private RateSettings() {}

  /** Every rate: what is not said is as without settings. */
  public static Map<Tier, Rate> read(PolicyEntry said) {
    Map<Tier, Rate> rates = new EnumMap<>(Tier.class);
    RateLimits.DEFAULT.forEach((tier, rate) ->
        rates.put(
            tier,
            new Rate(
                said.rates().getOrDefault(tier.label() + ".per-minute", rate.perMinute()),
                said.rates().getOrDefault(tier.label() + ".burst", rate.burst()))));
    return rates;
  }
}
