package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.LookRules;
import java.util.function.Supplier;

/**
 * Somebody who looks, whom the rules about looks may stop: with a tool, or in any other way that
 * the protocol has.
 *
 * @param guard has the rules
 * @param request who looks, asked for where rules need to know
 * @param tool with which tool; else the method of the protocol, such as {@code resources/list}
 */
record Looking(Guard guard, Supplier<Guard.Request> request, String tool) {
  /** Few policies have rules about looks; where there are some, they stand before {@code gate}. */
  Gate before(Gate gate, Cluster cluster) {
    return guard.policy().leavesReadsAlone()
        ? gate
        : new LookGate(gate, new LookRules(guard, request.get(), tool), cluster);
  }

  /** For what is only shown: up to two seconds old, and shared with equal reads. */
  BoundCluster recent(Member member) {
    Cluster cluster = member.cluster();
    return cluster.through(before(Gate.readsOnly(), cluster)).reading(Freshness.RECENT);
  }
}
