package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about what is allowed. Whether a pattern, a time or an argument is one,
 * only their reader can judge.
 *
 * @param rules in the order of the file
 * @param guarded guests that are protected, each by vmid, range or name
 * @param hostGuest the guest on which this server runs; null if nothing is said
 * @param rates numbers that were said, each by its key within {@code policy.rates}
 * @param taintMinutes for how long what a guest wrote counts; null if nothing is said
 * @param commands by name, in the order of the file
 */
public record PolicyEntry(
    List<RuleEntry> rules,
    List<Placed> guarded,
    @Nullable Placed hostGuest,
    Map<String, Integer> rates,
    @Nullable Integer taintMinutes,
    Map<String, CommandEntry> commands) {
  /** Of settings that say nothing. */
  public static final PolicyEntry NONE =
      new PolicyEntry(List.of(), List.of(), null, Map.of(), null, Map.of());

  /** Copies the collections. */
  public PolicyEntry {
    rules = List.copyOf(rules);
    guarded = List.copyOf(guarded);
    rates = Map.copyOf(rates);
    commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
  }

  /**
   * A rule.
   *
   * @param effect deny, ask or allow
   * @param conditions what it asks, any of the texts of each, in the order of the file
   * @param because what its writer says about it; "" for nothing
   * @param place where it stands: {@code file:line:column}
   */
  public record RuleEntry(
      String effect, Map<String, List<Placed>> conditions, String because, String place) {
    /** Copies the map. */
    public RuleEntry {
      conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }
  }

  /**
   * A command that has a name.
   *
   * @param run the program and its arguments
   * @param arguments what each slot takes, by its name
   * @param tags of guests, one of which is needed; empty if nothing is said
   * @param exempt whether it may run in spite of what was read
   * @param shell whether its program may be one that runs what it is given
   * @param place where it stands: {@code file:line:column}
   */
  public record CommandEntry(
      List<Placed> run,
      Map<String, Placed> arguments,
      List<Placed> tags,
      boolean exempt,
      boolean shell,
      String place) {
    /** Copies the collections. */
    public CommandEntry {
      run = List.copyOf(run);
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      tags = List.copyOf(tags);
    }
  }
}
