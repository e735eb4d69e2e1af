package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.StorageState.Kind;
import java.util.Locale;

/** A storage of a simulated cluster, and what can happen to it. Thread-safe. */
public final class SimulatedStorage {
  private final Storage storage;

  SimulatedStorage(Storage storage) {
    this.storage = storage;
  }

  /** Such as {@code local-lvm}. */
  public String name() {
    return storage.name();
  }

  /** {@code well}, {@code hung} or {@code full}. */
  public String condition() {
    return storage.state().kind().name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is behind it does not answer: its content is answered with 596 {@code Connection timed
   * out} once the forwarding limit has passed, its status is inactive, the cluster's list calls it
   * unknown, guests with disks on it do not start and backups to it fail.
   */
  public void hangs() {
    storage.state().become(Kind.HUNG);
  }

  /** All but a thousandth of its space is used; backups to it fail. */
  public void fills() {
    storage.state().become(Kind.FULL);
  }

  /** Is well again, whatever it was. */
  public void comesBack() {
    storage.state().become(Kind.WELL);
  }
}
