package dev.proxmoxmcp.guard.policy;

import dev.proxmoxmcp.base.Tier;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What rules can ask for, in the order in which they are shown. */
public enum ConditionKey {
  /** Whose wish it is. */
  PRINCIPAL,
  /** The cluster's name in the settings. */
  CLUSTER,
  /** The tool that was called. */
  TOOL,
  /** What the step can do. */
  TIER,
  /** The path of the API. */
  PATH,
  /** The guests that it is about. */
  GUEST,
  /** The pool that they are in. */
  POOL,
  /** What they are tagged with. */
  TAG,
  /** When. */
  TIME;

  /** As settings have it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a rule asks.
   *
   * @param texts any of which will do; at least one
   * @throws IllegalArgumentException saying what is accepted, to stand behind the key
   */
  public Condition of(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("lists nothing");
    }
    return switch (this) {
      case PRINCIPAL, CLUSTER, TOOL -> new Condition.Words(this, globs(texts));
      case TIER -> new Condition.Tiers(tiers(texts));
      case PATH -> new Condition.Paths(texts.stream().map(PathGlob::of).toList());
      case GUEST -> new Condition.Guests(texts.stream().map(GuestPattern::of).toList());
      case POOL -> new Condition.Pools(globs(texts));
      case TAG ->
          new Condition.Tags(
              globs(texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList()));
      case TIME -> new Condition.Times(texts.stream().map(TimeWindow::of).toList());
    };
  }

  private static List<WordGlob> globs(List<String> texts) {
    return texts.stream().map(WordGlob::of).toList();
  }

  private static Set<Tier> tiers(List<String> texts) {
    Set<Tier> tiers = EnumSet.noneOf(Tier.class);
    for (String text : texts) {
      try {
        tiers.add(Tier.of(text.toLowerCase(Locale.ROOT)));
      } catch (IllegalArgumentException _) {
        throw new IllegalArgumentException("is read, change, destroy, exec or admin");
      }
    }
    return tiers;
  }

  String word(Wish wish) {
    return switch (this) {
      case PRINCIPAL -> wish.principal();
      case CLUSTER -> wish.cluster();
      case TOOL -> wish.tool();
      case PATH -> wish.path();
      case TIER, GUEST, POOL, TAG, TIME -> "";
    };
  }
}
