package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** One file of the firewall. Mutable; guarded by the timeline's turn. */
final class Firewall {
  private final Map<String, Object> options = new TreeMap<>();
  private final List<SequencedMap<String, Object>> rules = new ArrayList<>();
  private final Map<String, Map<String, Object>> aliases = new TreeMap<>();
  private final Map<String, AddressSet> sets = new TreeMap<>();

  /** The rules of security groups, which the cluster's file alone has. */
  private final Map<String, Group> groups = new TreeMap<>();

  /** Addresses under one name, by address. */
  record AddressSet(Map<String, Object> facts, Map<String, Map<String, Object>> entries) {
    AddressSet(Map<String, Object> facts) {
      this(facts, new TreeMap<>());
    }
  }

  /** Rules under one name. */
  record Group(Map<String, Object> facts, List<SequencedMap<String, Object>> rules) {
    Group(Map<String, Object> facts) {
      this(facts, new ArrayList<>());
    }
  }

  Map<String, Object> options() {
    return options;
  }

  /** The first one counts first. */
  List<SequencedMap<String, Object>> rules() {
    return rules;
  }

  Map<String, Map<String, Object>> aliases() {
    return aliases;
  }

  Map<String, AddressSet> sets() {
    return sets;
  }

  Map<String, Group> groups() {
    return groups;
  }

  Optional<Group> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /**
   * The group of that name.
   *
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  Group requireGroup(String name) {
    return group(name).orElseThrow(() -> new Refusal.Died("no such security group '" + name + "'"));
  }

  /**
   * The set of that name.
   *
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  AddressSet requireSet(String name) {
    AddressSet set = sets.get(name);
    if (set == null) {
      throw new Refusal.Died("no such IPSet '" + name + "'");
    }
    return set;
  }

  /** Of all that stands in it; that of an empty file where nothing does. */
  String digest() {
    boolean empty =
        options.isEmpty()
            && rules.isEmpty()
            && aliases.isEmpty()
            && sets.isEmpty()
            && groups.isEmpty();
    return Digest.of(empty ? "" : "" + options + rules + aliases + sets + groups);
  }

  /** A row with the digest of the file. */
  SequencedMap<String, Object> shown(Map<String, Object> row) {
    SequencedMap<String, Object> shown = new LinkedHashMap<>(row);
    shown.put("digest", digest());
    return shown;
  }
}
