package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.tls.Claim;
import dev.proxmoxmcp.client.tls.Trust;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a cluster: the hosts of the settings, and those of which the cluster told.
 * Thread-safe.
 */
public final class Members implements Claim.Register {
  /** More nodes than a cluster can have. */
  private static final int MOST_LEARNED = 64;

  private final List<Member> configured;
  private final Trust trust;
  private final InstantSource clock;
  private volatile Map<NodeName, Member> learned = Map.of();

  /** Knows the hosts of the settings. */
  public Members(List<HostAddress> hosts, Trust trust, InstantSource clock) {
    this.configured =
        hosts.stream().map(host -> Member.configured(host, new MemberHealth(clock))).toList();
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * A node as the cluster told of it.
   *
   * @param local whether it is the one that answered
   */
  record Told(NodeName node, HostAddress address, boolean local) {}

  @Override
  public Claim at(HostAddress address) {
    if (configured.stream().anyMatch(member -> same(member.address(), address))) {
      return new Claim.Configured();
    }
    for (Member member : learned.values()) {
      NodeName node = member.node();
      if (same(member.address(), address) && node != null) {
        return new Claim.Learned(node);
      }
    }
    return new Claim.Unknown();
  }

  /** The member with which calls begin. */
  Member first() {
    return configured.getFirst();
  }

  /** Whether learned members can ever be of use: with the pins of hosts alone, none is verified. */
  boolean canLearn() {
    return !(trust instanceof Trust.Pins);
  }

  /**
   * Takes over what a member told of the cluster. What is new, or stands at another address than
   * before, is a candidate.
   *
   * @param teller the member that told it
   * @return each learned address that was another node's before
   */
  Set<HostAddress> learn(Member teller, Collection<Told> all) {
    Map<NodeName, Member> next = new LinkedHashMap<>();
    for (Told told : all) {
      Optional<Member> own = told.local() ? Optional.of(teller) : configuredAt(told.address());
      own.filter(member -> member.standing() == Member.Standing.CONFIGURED)
          .ifPresent(member -> member.is(told.node()));
      if (own.isEmpty() && isVerifiable(told.node()) && next.size() < MOST_LEARNED) {
        next.putIfAbsent(told.node(), known(told).orElseGet(() -> candidate(told)));
      }
    }
    keepTeller(teller, next);
    Map<NodeName, Member> before = learned;
    learned = Map.copyOf(next);
    Set<HostAddress> rebound = new HashSet<>();
    next.forEach((node, member) ->
        before.forEach((other, earlier) -> {
          if (!other.equals(node) && same(earlier.address(), member.address())) {
            rebound.add(member.address());
          }
        }));
    return rebound;
  }

  /** A learned member that answers is one, whatever it says of itself. */
  private static void keepTeller(Member teller, Map<NodeName, Member> next) {
    NodeName node = teller.node();
    if (teller.standing() == Member.Standing.VERIFIED && node != null) {
      next.put(node, teller);
    }
  }

  private Optional<Member> known(Told told) {
    return Optional.ofNullable(learned.get(told.node()))
        .filter(member -> same(member.address(), told.address()));
  }

  private Member candidate(Told told) {
    return Member.learned(told.address(), told.node(), new MemberHealth(clock));
  }

  private Optional<Member> configuredAt(HostAddress address) {
    return configured.stream().filter(member -> same(member.address(), address)).findFirst();
  }

  private boolean isVerifiable(NodeName node) {
    return switch (trust) {
      case Trust.Pins _ -> false;
      case Trust.ByAuthority _ -> true;
      case Trust.NodePins pins -> pins.others() != null || pins.nodes().containsKey(node);
    };
  }

  /** Those of which the cluster told, by name. */
  List<Member> learned() {
    return learned.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Those that have everything to prove. */
  List<Member> candidates() {
    return learned.values().stream().filter(member -> !member.mayReceive()).toList();
  }

  /**
   * All that may receive requests, in the order in which they are asked: the node itself that a
   * path names, then the hosts of the settings, then the learned ones by name.
   */
  List<Member> inOrder(@Nullable NodeName target) {
    List<Member> all = new ArrayList<>(configured);
    learned.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(Member::mayReceive)
        .forEach(all::add);
    if (target != null) {
      all.stream()
          .filter(member -> target.equals(member.node()))
          .findFirst()
          .ifPresent(itself -> {
            all.remove(itself);
            all.addFirst(itself);
          });
    }
    return all;
  }

  private static boolean same(HostAddress a, HostAddress b) {
    return a.port() == b.port() && a.host().equalsIgnoreCase(b.host());
  }
}
