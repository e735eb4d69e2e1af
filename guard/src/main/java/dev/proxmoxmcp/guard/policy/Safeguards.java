package dev.proxmoxmcp.guard.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guests that no rule lets be changed without a person: those tagged {@value #TAG}, those that
 * the settings name, and the one on which this server itself runs. Immutable.
 *
 * @param named by the settings
 * @param hosts the guests on which this server runs; none if nobody said so
 */
public record Safeguards(List<Condition.Guests> named, List<Host> hosts) {
  /** Protects a guest. */
  public static final String TAG = "mcp-protect";

  /** The tag alone. */
  public static final Safeguards BY_TAG = new Safeguards(List.of(), List.of());

  private static final Protection NONE = new Protection.None();

  /** Copies the lists. */
  public Safeguards {
    named = List.copyOf(named);
    hosts = List.copyOf(hosts);
  }

  /**
   * The guest on which this server runs.
   *
   * @param cluster the cluster's name in the settings
   * @param vmid its number
   */
  public record Host(String cluster, int vmid) {
    boolean is(GuestFacts guest, String where) {
      return vmid == guest.vmid() && cluster.equalsIgnoreCase(where);
    }
  }

  /**
   * What protects {@code guest}.
   *
   * @param cluster where it is: its name in the settings
   */
  public Protection of(GuestFacts guest, String cluster) {
    if (hosts.stream().anyMatch(host -> host.is(guest, cluster))) {
      return new Protection.TypeName("policy.host-guest: this server runs on it");
    }
    if (guest.tags().stream().map(Lookalikes::fold).anyMatch(TAG::equals)) {
      return new Protection.TypeName("its tag " + TAG);
    }
    if (named.stream().anyMatch(one -> one.holds(guest, Reading.GENEROUS))) {
      return new Protection.TypeName("policy.protected");
    }
    return NONE;
  }

  /**
   * Why a person must say yes to {@code wish} whatever rules allow; empty if none need. Where its
   * guests are not all known, one of them may be protected.
   */
  public Optional<String> why(Wish wish) {
    for (GuestFacts guest : wish.subject().guests()) {
      if (of(guest, wish.cluster()) instanceof Protection.TypeName(String reason)) {
        return Optional.of("the protection of guest " + guest.vmid() + " (" + reason + ")");
      }
    }
    return wish.subject().complete()
        ? Optional.empty()
        : Optional.of("the protection of guests (which ones this is about is not known)");
  }

  /** For people: all that protects. */
  public String text() {
    StringBuilder text = new StringBuilder("tag " + TAG);
    named.forEach(one -> text.append("; guest ").append(one.listed()));
    hosts.forEach(one ->
        text.append("; guest ")
            .append(one.vmid())
            .append(" of ")
            .append(one.cluster())
            .append(", on which this server runs"));
    return text.toString();
  }

  /** What either protects. */
  public Safeguards and(Safeguards other) {
    List<Condition.Guests> allNamed = new ArrayList<>(named);
    allNamed.addAll(other.named);
    List<Host> allHosts = new ArrayList<>(hosts);
    allHosts.addAll(other.hosts);
    return new Safeguards(allNamed, allHosts);
  }
}
