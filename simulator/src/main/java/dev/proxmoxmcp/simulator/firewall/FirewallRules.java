package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** What is done with a list of rules, wherever it stands. */
final class FirewallRules {
  /** The names of traffic that a rule may have for a macro. */
  static final Set<String> MACROS =
      Set.of(
          "BGP",
          "Ceph",
          "DHCPfwd",
          "DHCPv6",
          "DNS",
          "Finger",
          "FTP",
          "Git",
          "GRE",
          "HTTP",
          "HTTP/3",
          "HTTPS",
          "IMAP",
          "IMAPS",
          "IPIP",
          "IPsec",
          "IRC",
          "JetDirect",
          "LDAP",
          "LDAPS",
          "Mail",
          "MDNS",
          "Munin",
          "MySQL",
          "NFS",
          "NTP",
          "OpenVPN",
          "OSPF",
          "PBS",
          "Ping",
          "PMG",
          "POP3",
          "POP3S",
          "PostgreSQL",
          "PPtP",
          "RDP",
          "Rsync",
          "SANE",
          "SIP",
          "SixXS",
          "SMB",
          "SMTP",
          "SMTPS",
          "SNMP",
          "SPICEproxy",
          "Squid",
          "SSH",
          "Submission",
          "SVN",
          "Syslog",
          "Telnet",
          "TFTP",
          "Time",
          "Traceroute",
          "VNC",
          "VNCL",
          "Web",
          "Webcache",
          "Whois",
          "WireGuard",
          "ZeroTier");

  private static final Set<String> ACTIONS = Set.of("ACCEPT", "DROP", "REJECT");
  private static final Set<String> NUMBERS =
      Set.of(
          "enable",
          "ebtables",
          "dhcp",
          "ipfilter",
          "macfilter",
          "ndp",
          "radv",
          "nosmurfs",
          "nftables",
          "tcpflags",
          "protection_synflood",
          "log_nf_conntrack",
          "nomatch",
          "nf_conntrack_allow_invalid",
          "nf_conntrack_max",
          "protection_synflood_burst",
          "protection_synflood_rate",
          "nf_conntrack_tcp_timeout_established",
          "nf_conntrack_tcp_timeout_syn_recv");

  /** What says which rule is meant, or what is to happen to it. */
  private static final Set<String> ABOUT =
      Set.of(
          "node", "vmid", "vnet", "group", "pos", "digest", "delete", "moveto", "name", "cidr",
          "rename", "force");

  private FirewallRules() {}

  /** What a call says of a thing, beside which thing it is. */
  static SequencedMap<String, Object> details(Call call) {
    return call.settings(ABOUT, NUMBERS);
  }

  static Answer list(List<SequencedMap<String, Object>> rules, Firewall file) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int position = 0; position < rules.size(); position++) {
      SequencedMap<String, Object> row = file.shown(rules.get(position));
      row.put("pos", position);
      rows.add(row);
    }
    return Answer.of(rows);
  }

  /** A new one comes first, as on real hosts, whatever its position was said to be. */
  static Answer add(Call call, List<SequencedMap<String, Object>> rules, Firewall cluster) {
    SequencedMap<String, Object> rule = details(call);
    rule.putIfAbsent("enable", 0L);
    rules.addFirst(judged(rule, cluster));
    return Answer.of(null);
  }

  /** The position comes back as the text that it was in the path. */
  static Answer read(Call call, List<SequencedMap<String, Object>> rules, Firewall file) {
    SequencedMap<String, Object> row = file.shown(rules.get(position(call, rules)));
    row.put("pos", call.required("pos"));
    return Answer.of(row);
  }

  static Answer change(
      Call call, List<SequencedMap<String, Object>> rules, Firewall file, Firewall cluster) {
    Digest.require(call, file.digest(), "");
    int position = position(call, rules);
    if (call.text("moveto").isPresent()) {
      int target = (int) Math.min(call.number("moveto", 0), rules.size());
      SequencedMap<String, Object> moved = rules.remove(position);
      rules.add(target > position ? target - 1 : target, moved);
      return Answer.of(null);
    }
    SequencedMap<String, Object> rule = new LinkedHashMap<>(rules.get(position));
    rule.remove("ipversion");
    rule.keySet().removeAll(call.list("delete"));
    rule.putAll(details(call));
    rules.set(position, judged(rule, cluster));
    return Answer.of(null);
  }

  static Answer delete(Call call, List<SequencedMap<String, Object>> rules, Firewall file) {
    Digest.require(call, file.digest(), "");
    rules.remove(position(call, rules));
    return Answer.of(null);
  }

  private static int position(Call call, List<?> rules) {
    long position = call.number("pos", 0);
    if (position >= rules.size()) {
      throw new Refusal.Died("no rule at position " + position);
    }
    return (int) position;
  }

  private static SequencedMap<String, Object> judged(
      SequencedMap<String, Object> rule, Firewall cluster) {
    Map<String, String> errors = new TreeMap<>();
    String action = String.valueOf(rule.get("action"));
    if ("group".equals(rule.get("type"))) {
      if (cluster.group(action).isEmpty()) {
        errors.put("action", "no such security group '" + action + "'");
      }
    } else if (!ACTIONS.contains(action)) {
      errors.put("action", "unknown action '" + action + "'");
    }
    if (rule.get("macro") instanceof String macro && !MACROS.contains(macro)) {
      errors.put("macro", "unknown macro '" + macro + "'");
    }
    for (String port : List.of("dport", "sport")) {
      if (rule.containsKey(port) && !rule.containsKey("proto") && !rule.containsKey("macro")) {
        errors.put("proto", "missing property - '" + port + "' requires this property");
      }
    }
    if (!errors.isEmpty()) {
      throw new Refusal.BadParameters(errors);
    }
    for (String end : List.of("source", "dest")) {
      String address = String.valueOf(rule.getOrDefault(end, ""));
      if (address.matches("[0-9./,-]+")) {
        rule.put("ipversion", 4);
      } else if (address.matches("[0-9A-Fa-f:/,-]+") && address.contains(":")) {
        rule.put("ipversion", 6);
      }
    }
    return rule;
  }
}
