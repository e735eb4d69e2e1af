package dev.proxmoxmcp.simulator.pbs;

import java.util.List;

/** Where the snapshots of a datastore lie. Guarded by the timeline's turn. */
interface Shelf {
  /** All, in no order. */
  List<Snapshot> all();

  /** Adds one, or puts it in the place of the one of the same group and time. */
  void put(Snapshot snapshot);

  /** Takes one away. */
  void remove(Snapshot snapshot);

  /** Total bytes. */
  long total();

  /** Used bytes. */
  long used();
}
