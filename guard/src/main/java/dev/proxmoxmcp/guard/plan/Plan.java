package dev.proxmoxmcp.guard.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A proposal with a name, that can be decided about and run once.
 *
 * @param id its name
 * @param principal whose it is; nobody else can run it
 * @param asker who asks, for people: {@code local through "Claude"}
 * @param proposal what it does
 * @param made when
 * @param until from when it cannot be run any more
 * @param standing how far it is
 */
public record Plan(
    PlanId id,
    String principal,
    String asker,
    Proposal proposal,
    Instant made,
    Instant until,
    Standing standing) {

  /** The same plan, further on. */
  public Plan now(Standing next) {
    return new Plan(id, principal, asker, proposal, made, until, next);
  }

  /** The same plan, made to be seen: it can be decided about and run, and nobody waits for that. */
  public Plan onlyShown() {
    return standing instanceof Standing.Waiting(String rule, boolean _)
        ? now(new Standing.Waiting(rule, true))
        : this;
  }

  /** Whether it was made to be seen, and nobody has decided about it since. */
  public boolean isOnlyShown() {
    return standing instanceof Standing.Waiting waiting && waiting.onlyShown();
  }

  /** The same plan, with an undo that knows how the change left what it set. */
  public Plan leaving(String how) {
    return proposal.undo() instanceof Undo.By undo
        ? new Plan(
            id, principal, asker, proposal.takenBack(undo.leaving(how)), made, until, standing)
        : this;
  }

  /** The same plan, let go: its call is not made again, so its arguments are not kept. */
  public Plan letGo(Standing next) {
    return new Plan(id, principal, asker, proposal.withoutArguments(), made, until, next);
  }

  /**
   * SHA-256 over whose it is, its steps, its looks and its conditions, in lower-case hexadecimal.
   * Two plans with one digest do the same for the same state. What is only shown is not in it.
   */
  public String digest() {
    return digest(principal, proposal);
  }

  /** Like {@link #digest()}, of what somebody proposes. */
  public static String digest(String principal, Proposal proposal) {
    List<String> texts = new ArrayList<>();
    texts.add(principal);
    texts.add(proposal.call().tool());
    texts.add(proposal.call().cluster());
    texts.add("steps");
    proposal.steps().forEach(one -> texts.addAll(texts(one.step())));
    texts.add("looks");
    proposal.looks().forEach(one -> texts.addAll(texts(one.step())));
    texts.add("conditions");
    proposal
        .conditions()
        .forEach(one -> {
          texts.add(one.name());
          texts.add(one.value());
        });
    return sha256(texts);
  }

  private static List<String> texts(Step step) {
    return List.of(
        step.cluster(), step.tier().label(), step.method(), step.path(), step.parametersDigest());
  }

  /** Each text goes in with its length, so that no two lists read the same. */
  private static String sha256(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * What is not as it was when this plan was made, for people; empty if nothing is.
   *
   * @param now what the same call would do now
   */
  public List<String> difference(Proposal now) {
    List<String> differences = new ArrayList<>();
    Map<String, String> before = conditions(proposal);
    Map<String, String> after = conditions(now);
    before.forEach((name, value) -> {
      String other = after.get(name);
      if (other == null) {
        differences.add(name + " was " + value + " and is not there");
      } else if (!other.equals(value)) {
        differences.add(name + " was " + value + " and is " + other);
      }
    });
    after.forEach((name, value) -> {
      if (!before.containsKey(name)) {
        differences.add(name + " is new: " + value);
      }
    });
    if (!steps(proposal).equals(steps(now)) || differences.isEmpty()) {
      if (!digest().equals(digest(principal, now))) {
        differences.add("the steps would be others: " + steps(now));
      }
    }
    return differences;
  }

  private static Map<String, String> conditions(Proposal proposal) {
    return proposal.conditions().stream()
        .collect(
            Collectors.toMap(Condition::name, Condition::value, (first, _) -> first, TreeMap::new));
  }

  private static String steps(Proposal proposal) {
    return proposal.steps().stream()
        .map(one -> one.step().toString())
        .collect(Collectors.joining(", "));
  }
}
