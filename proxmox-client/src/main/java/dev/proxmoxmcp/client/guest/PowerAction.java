package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.http.PathValue;
import java.util.Locale;

/** What can be done to a guest's power. */
public enum PowerAction implements PathValue {
  /** Start it. */
  START(Tier.CHANGE),
  /** Ask its system to shut down. */
  SHUTDOWN(Tier.CHANGE),
  /** Ask its system to restart. */
  REBOOT(Tier.CHANGE),
  /** Halt it, keeping its memory. */
  SUSPEND(Tier.CHANGE),
  /** Let a suspended guest go on. */
  RESUME(Tier.CHANGE),
  /** Pull the plug: what is in memory is lost. */
  STOP(Tier.DESTROY),
  /** Press the reset button: what is in memory is lost. VMs only. */
  RESET(Tier.DESTROY);

  private final Tier tier;

  PowerAction(Tier tier) {
    this.tier = tier;
  }

  /** What it can do; a shutdown that may end in a stop counts as one, see {@link PowerOptions}. */
  public Tier tier() {
    return tier;
  }

  /** Whether guests of this kind know it. */
  public boolean fits(GuestKind kind) {
    return this != RESET || kind == GuestKind.QEMU;
  }

  /** As people and paths write it: {@code start}. */
  @Override
  public String pathText() {
    return name().toLowerCase(Locale.ROOT);
  }
}
