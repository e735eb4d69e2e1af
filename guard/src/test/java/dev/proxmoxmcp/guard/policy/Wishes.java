package dev.proxmoxmcp.guard.policy;

import dev.proxmoxmcp.base.Tier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Wishes for tests, which say only what matters to them. */
public final class Wishes {
  /** A Monday, half past ten in Berlin. */
  public static final Instant MONDAY = Instant.parse("2026-11-30T09:30:00Z");

  public static final GuestFacts WEB = guest(101, "web-1", "web", "production");
  public static final GuestFacts LAB = guest(205, "lab-1", "", "lab");

  private Wishes() {}

  public static GuestFacts guest(int vmid, String name, String pool, String... tags) {
    return new GuestFacts(vmid, name, pool, Set.of(tags));
  }

  public static Subject about(GuestFacts... guests) {
    return new Subject(List.of(guests), true);
  }

  public static Wish wish(Tier tier, GuestFacts... guests) {
    return wish(tier, about(guests));
  }

  public static Wish wish(Tier tier, Subject subject) {
    return new Wish(
        "local",
        "guest_power",
        "lab",
        tier,
        "POST",
        "/nodes/pve1/qemu/101/status/start",
        subject,
        MONDAY);
  }

  public static Wish on(Wish wish, Subject subject) {
    return new Wish(
        wish.principal(),
        wish.tool(),
        wish.cluster(),
        wish.tier(),
        wish.method(),
        wish.path(),
        subject,
        wish.at());
  }

  public static Wish at(Wish wish, String path) {
    return new Wish(
        wish.principal(),
        wish.tool(),
        wish.cluster(),
        wish.tier(),
        wish.method(),
        path,
        wish.subject(),
        wish.at());
  }

  public static Wish at(Wish wish, Instant when) {
    return new Wish(
        wish.principal(),
        wish.tool(),
        wish.cluster(),
        wish.tier(),
        wish.method(),
        wish.path(),
        wish.subject(),
        when);
  }

  public static Wish by(Wish wish, String principal, String tool, String cluster) {
    return new Wish(
        principal,
        tool,
        cluster,
        wish.tier(),
        wish.method(),
        wish.path(),
        wish.subject(),
        wish.at());
  }

  /** A rule of conditions such as {@code "tag: production, lab"}. */
  public static Rule rule(Effect effect, String... conditions) {
    return new Rule(
        effect,
        Match.of(Arrays.stream(conditions).map(Wishes::condition).toList()),
        effect.label() + Arrays.toString(conditions));
  }

  private static Condition condition(String text) {
    String[] parts = text.split(": ", 2);
    for (ConditionKey key : ConditionKey.values()) {
      if (key.label().equals(parts[0])) {
        return key.of(List.of(parts[1].split(key == ConditionKey.TIME ? ";" : ", ")));
      }
    }
    throw new IllegalArgumentException(text);
  }
}
