package dev.proxmoxmcp.app.policy;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.policy.Condition;
import dev.proxmoxmcp.guard.policy.ConditionKey;
import dev.proxmoxmcp.guard.policy.Effect;
import dev.proxmoxmcp.guard.policy.Match;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.settings.PolicyEntry;
import dev.proxmoxmcp.settings.PolicyEntry.RuleEntry;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rules of the settings as the guard takes them. Used by one thread. */
public final class PolicySettings {
  private static final Pattern HOST = Pattern.compile("([^/]+)/([1-9][0-9]{0,8})");

  /** What a place begins with that nobody needs to find it: the folder; and the column after it. */
  private static final Pattern PLACE = Pattern.compile("(?:.*[/\\\\])?([^/\\\\]+:\\d+):\\d+");

  private final List<String> problems = new ArrayList<>();
  private final PolicyEntry said;
  private final Set<String> clusters;

  private PolicySettings(PolicyEntry said, Set<String> clusters) {
    this.said = said;
    this.clusters = clusters;
  }

  /**
   * The policy, where the command line says nothing.
   *
   * @param clusters the names of all clusters
   * @throws SettingsException with everything that is wrong, each with its place
   */
  public static Policy read(ServerEntry server, Set<String> clusters) {
    PolicySettings reader = new PolicySettings(server.policy(), clusters);
    Policy policy = reader.policy(server.allow() == null ? Set.of() : server.allow());
    if (!reader.problems.isEmpty()) {
      throw new SettingsException(reader.problems);
    }
    return policy;
  }

  private Policy policy(Set<Tier> allowed) {
    List<Rule> rules = new ArrayList<>();
    for (RuleEntry rule : said.rules()) {
      rules.add(
          new Rule(
              Effect.valueOf(rule.effect().toUpperCase(Locale.ROOT)),
              Match.of(conditions(rule)),
              place(rule.place()),
              rule.because()));
    }
    return new Policy(allowed, rules, safeguards());
  }

  private List<Condition> conditions(RuleEntry rule) {
    List<Condition> conditions = new ArrayList<>();
    for (ConditionKey key : ConditionKey.values()) {
      List<Placed> texts = rule.conditions().getOrDefault(key.label(), List.of());
      condition(key, texts).ifPresent(conditions::add);
      if (key == ConditionKey.CLUSTER) {
        texts.forEach(this::checkCluster);
      }
    }
    return conditions;
  }

  private Optional<Condition> condition(ConditionKey key, List<Placed> texts) {
    boolean good = !texts.isEmpty();
    for (Placed one : texts) {
      try {
        key.of(List.of(one.text()));
      } catch (IllegalArgumentException wrong) {
        problem(one, wrong.getMessage());
        good = false;
      }
    }
    return good ? Optional.of(key.of(texts.stream().map(Placed::text).toList())) : Optional.empty();
  }

  /** A rule for a cluster that is none would never match, and nobody would notice. */
  private void checkCluster(Placed cluster) {
    boolean pattern = cluster.text().contains("*") || cluster.text().contains("?");
    if (!pattern && clusters.stream().noneMatch(cluster.text()::equalsIgnoreCase)) {
      problem(cluster, "is the name of a cluster: " + String.join(", ", clusters));
    }
  }

  private Safeguards safeguards() {
    List<Condition.Guests> named =
        condition(ConditionKey.GUEST, said.guarded()).stream()
            .filter(Condition.Guests.class::isInstance)
            .map(Condition.Guests.class::cast)
            .toList();
    return new Safeguards(named, host().stream().toList());
  }

  private Optional<Safeguards.Host> host() {
    Placed host = said.hostGuest();
    if (host == null) {
      return Optional.empty();
    }
    Matcher parts = HOST.matcher(host.text());
    if (!parts.matches() || clusters.stream().noneMatch(parts.group(1)::equalsIgnoreCase)) {
      problem(
          host,
          "is CLUSTER/VMID, with the name of a cluster ("
              + String.join(", ", clusters)
              + "), such as "
              + clusters.stream().findFirst().orElse("lab")
              + "/105");
      return Optional.empty();
    }
    return Optional.of(new Safeguards.Host(parts.group(1), Integer.parseInt(parts.group(2))));
  }

  private void problem(Placed at, @Nullable String accepted) {
    problems.add(
        at.place() + " " + accepted + "; got \"" + ForeignText.line(at.text(), 80) + "\".");
  }

  private static String place(String origin) {
    Matcher place = PLACE.matcher(origin);
    return place.matches() ? place.group(1) : origin;
  }
}
