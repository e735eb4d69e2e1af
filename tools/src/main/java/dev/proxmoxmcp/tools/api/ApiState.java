package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.tools.plan.GuestState;
import dev.proxmoxmcp.tools.plan.Intention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must still be so when a call of the API is made later: the guests that it is about, and the
 * object that it changes, without what of it changes by itself.
 *
 * @param subject the guests
 * @param looks what can be read
 * @param place where the object is; empty if Proxmox shows it nowhere
 */
record ApiState(Subject subject, Looks looks, Optional<StatePlace.Place> place)
    implements Intention.Reading {
  @Override
  public List<Condition> now(BoundCluster cluster) throws InterruptedException {
    List<Condition> now =
        new ArrayList<>(
            new GuestState(subject.guests().stream().map(GuestFacts::vmid).toList()).now(cluster));
    place.ifPresent(there ->
        now.add(
            new Condition(
                there.before() + " configuration",
                switch (State.of(cluster, looks, there.before())) {
                  case State.Seen seen -> Difference.lasting(seen.data()).toString();
                  case State.Absent() -> "not there";
                  case State.Unreadable _ -> "not readable";
                })));
    return now;
  }
}
