package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.GuestConfiguration;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.Snapshot;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * How guests are, as far as a plan that is about them depends on it: whether they are there, where,
 * running or not, locked, by which configuration, with which snapshots, and what HA makes of them.
 * What is read about load or age is not among it: that changes by itself.
 *
 * @param vmids of the guests
 */
public record GuestState(List<Integer> vmids) implements Intention.Reading {
  /** Copies the list. */
  public GuestState {
    vmids = List.copyOf(vmids);
  }

  /** Of these guests. */
  public static GuestState of(List<GuestResource> guests) {
    return new GuestState(guests.stream().map(guest -> guest.ref().vmid().value()).toList());
  }

  @Override
  public List<Condition> now(BoundCluster cluster) throws InterruptedException {
    List<GuestResource> listed = cluster.guests().list();
    List<Callable<List<Condition>>> reads = new ArrayList<>();
    for (int vmid : vmids) {
      Optional<GuestResource> found =
          listed.stream().filter(guest -> guest.ref().vmid().value() == vmid).findFirst();
      reads.add(() -> found.map(guest -> of(cluster, guest)).orElseGet(() -> gone(vmid)));
    }
    return Together.all(reads).stream().flatMap(List::stream).toList();
  }

  private static List<Condition> gone(int vmid) {
    return List.of(new Condition("guest " + vmid, "not there"));
  }

  private static List<Condition> of(BoundCluster cluster, GuestResource guest) {
    String who = guest.ref().kind().label() + " " + guest.ref().vmid();
    List<Condition> now = new ArrayList<>();
    now.add(new Condition("guest " + guest.ref().vmid(), who));
    now.add(new Condition(who + " name", Foreign.name(guest.name())));
    now.add(new Condition(who + " node", guest.node().value()));
    try {
      GuestStatus status = cluster.guests().status(guest.ref());
      now.add(new Condition(who + " state", status.state().name().toLowerCase(Locale.ROOT)));
      now.add(new Condition(who + " lock", Foreign.name(status.marks().lock())));
      now.add(new Condition(who + " HA", Foreign.name(status.marks().haState())));
      GuestConfiguration configuration = cluster.guests().configuration(guest.ref());
      now.add(new Condition(who + " configuration", configuration.digest()));
      now.add(new Condition(who + " snapshots", snapshots(cluster, guest.ref())));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException unreadable) {
      // What cannot be read cannot be compared either: the plan says so, and so does its run.
      now.add(new Condition(who + " as a whole", "not readable"));
    }
    return now;
  }

  private static String snapshots(BoundCluster cluster, GuestRef guest) {
    String names =
        cluster.snapshots().of(guest).snapshots().stream()
            .map(Snapshot::name)
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }
}
