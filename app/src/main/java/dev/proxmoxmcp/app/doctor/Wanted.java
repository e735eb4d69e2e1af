package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.init.Chosen;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a cluster is there for.
 *
 * @param allowed the tiers that a server would allow
 * @param chosen what a person chose when {@code init} set it up; empty if it did not
 * @param configOption {@code --config FILE} for commands of this program, with a blank before it
 */
record Wanted(Set<Tier> allowed, Optional<Chosen> chosen, String configOption) {
  /** Copies the set. */
  Wanted {
    allowed = Set.copyOf(allowed);
  }

  /** Whether a person chose it. */
  boolean chose(Toolset toolset) {
    return chosen.filter(one -> one.toolsets().contains(toolset)).isPresent();
  }

  /** Whether a person had the choice, and did not choose it. */
  boolean leftOut(Toolset toolset) {
    return chosen.filter(one -> !one.toolsets().contains(toolset)).isPresent();
  }

  /** Whether its rights are of interest: calls of other tiers can be approved, too. */
  boolean includes(Toolset toolset) {
    return allowed.contains(toolset.tier()) || chose(toolset);
  }

  /** How what was left out is chosen after all. */
  List<Mend> choosing(Toolset toolset) {
    return chosen.stream().map(one -> Mend.run(init(one.host(), one.toolsets(), toolset))).toList();
  }

  private String init(HostAddress host, Set<Toolset> before, Toolset more) {
    Set<Toolset> all = new TreeSet<>(before);
    all.add(more);
    return "proxmox-mcp init%s --host %s --toolsets %s"
        .formatted(
            configOption,
            Shell.word(host.toString()),
            all.stream().map(Toolset::label).collect(Collectors.joining(",")));
  }
}
