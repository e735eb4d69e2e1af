package dev.proxmoxmcp.app;

import dev.proxmoxmcp.tools.Toolbox;
import java.util.List;

/**
 * Clusters and tools of one reading of the settings. Calls that began with it end with it; its
 * clusters are let go when the last of them has ended. Thread-safe.
 */
final class Generation {
  private final List<SharedCluster> clusters;
  private final Toolbox tools;
  private int calls;
  private boolean retired;

  Generation(List<SharedCluster> clusters, Toolbox tools) {
    this.clusters = List.copyOf(clusters);
    this.tools = tools;
  }

  List<SharedCluster> clusters() {
    return clusters;
  }

  Toolbox tools() {
    return tools;
  }

  /** Begins a call; false if there is a newer generation, which is to be asked instead. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    calls++;
    return true;
  }

  /** Ends a call. */
  void leave() {
    boolean last;
    synchronized (this) {
      calls--;
      last = retired && calls == 0;
    }
    if (last) {
      clusters.forEach(SharedCluster::release);
    }
  }

  /** Takes no more calls. */
  void retire() {
    boolean idle;
    synchronized (this) {
      if (retired) {
        return;
      }
      retired = true;
      idle = calls == 0;
    }
    if (idle) {
      clusters.forEach(SharedCluster::release);
    }
  }
}
