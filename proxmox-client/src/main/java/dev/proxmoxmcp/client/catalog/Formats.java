package dev.proxmoxmcp.client.catalog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The named grammars of Proxmox VE, as {@code PVE::JSONSchema} and its users register them. None is
 * stricter than a host: what is not known here is left to the host.
 */
final class Formats {
  private static final String PRUNING = "prune-backups";
  private static final String LIST = "-list";
  private static final String OPTIONAL = "-opt";
  private static final Pattern SEPARATORS = Pattern.compile("[;,\\s\\x00]+");

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String DNS = LABEL + "(?:\\." + LABEL + "){0,126}\\.?";
  private static final String NAME = "[A-Za-z0-9._-]+";
  private static final String REALM = "[A-Za-z][A-Za-z0-9._-]+";
  private static final String USER = "[^\\s:/]{1,64}@" + REALM;
  private static final String VMID = "[1-9][0-9]{2,8}";
  private static final String STORAGE = "[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]";
  private static final String CONFIG_ID = "[A-Za-z][A-Za-z0-9_-]+";
  private static final String MAC = "[A-Fa-f0-9][02468aceACE](?::[A-Fa-f0-9]{2}){5}";
  private static final String EMAIL = "[^\\s@,;<>\"']+@[^\\s@,;<>\"']+";
  private static final String VOLUME = STORAGE + ":\\S+";
  private static final String KEEP = "keep-(?:all|last|hourly|daily|weekly|monthly|yearly)=[0-9]+";
  private static final String BRIDGE = "[A-Za-z0-9_.-]+";
  private static final String CONTENT = "images|rootdir|vztmpl|iso|backup|snippets|import|none";
  private static final String DAY =
      "(?i:sun|mon|tue|wed|thu|fri|sat)(?i:day|s|sday|nes|nesday|r|rs|rsday|urday)?";

  /** A grammar: all values of {@code pattern}, or of {@code addresses} where that is more. */
  private record Format(Pattern pattern, boolean ipv6, String suffix, String words) {
    boolean takes(String value) {
      return pattern.matcher(value).matches() || (ipv6 && isIpv6(value));
    }

    /** {@code suffix} is a regular expression of what follows the address. */
    private boolean isIpv6(String value) {
      int slash = value.indexOf('/');
      String address = slash < 0 ? value : value.substring(0, slash);
      String rest = slash < 0 ? "" : value.substring(slash);
      return rest.matches(suffix) && Ipv6.isAddress(address);
    }
  }

  private static final Map<String, Format> FORMATS = formats();

  private Formats() {}

  /** Whether {@code value} has the format; true for a format that is not known. */
  static boolean fits(String format, String value) {
    if (format.endsWith(OPTIONAL)) {
      return value.isEmpty() || fits(base(format, OPTIONAL), value);
    }
    Format known = FORMATS.get(format);
    if (known != null) {
      return known.takes(value);
    }
    if (format.equals("pve-calendar-event")) {
      return CalendarEvents.isEvent(value);
    }
    return !format.endsWith(LIST)
        || Arrays.stream(SEPARATORS.split(value))
            .filter(entry -> !entry.isEmpty())
            .allMatch(entry -> fits(base(format, LIST), entry));
  }

  /** Whether several values stand in one text. */
  static boolean isList(String format) {
    return format.endsWith(LIST);
  }

  /** Whether pairs of key and value stand in it, so that hosts answer with an object. */
  static boolean isPairs(String format) {
    return format.equals(PRUNING);
  }

  /** What it takes, in words; empty for a format that is not known. */
  static Optional<String> words(String format) {
    if (format.endsWith(OPTIONAL)) {
      return words(base(format, OPTIONAL)).map(words -> words + ", or an empty text");
    }
    Format known = FORMATS.get(format);
    if (known != null) {
      return Optional.of(known.words());
    }
    if (format.equals("pve-calendar-event")) {
      return Optional.of("a calendar event such as 'mon..fri 02:30', '*/15' or 'daily'");
    }
    return format.endsWith(LIST)
        ? words(base(format, LIST)).map(words -> "a list separated by commas, each " + words)
        : Optional.empty();
  }

  private static String base(String format, String ending) {
    return format.substring(0, format.length() - ending.length());
  }

  private static Map<String, Format> formats() {
    Map<String, Format> formats = new HashMap<>();
    put(formats, VMID, "a vmid (100 to 999999999)", "pve-vmid");
    put(formats, LABEL, "the name of a node", "pve-node");
    put(
        formats,
        CONFIG_ID,
        "an id (a letter, then letters, digits, '-' and '_'; two characters at least)",
        "pve-configid");
    put(formats, STORAGE, "the name of a storage", "pve-storage-id");
    put(formats, NAME + "(?:/" + NAME + "){0,2}", "the name of a pool", "pve-poolid");
    put(formats, USER, "a user id such as ops@pve", "pve-userid");
    put(formats, USER + "!" + REALM, "a token id such as ops@pve!mcp", "pve-tokenid");
    put(formats, REALM, "the name of a realm", "pve-realm");
    put(formats, NAME, "the name of a group", "pve-groupid");
    put(formats, NAME, "the name of a role", "pve-roleid");
    put(formats, "[A-Za-z]+(?:\\.[A-Za-z]+)+", "a privilege such as VM.Audit", "pve-priv");
    put(formats, DNS, "a DNS name", "dns-name");
    put(formats, DNS, "a DNS name", "pve-acme-domain");
    put(formats, IPV4, "an IPv4 address", "ipv4");
    put(formats, IPV4, "an IPv4 netmask", "ipv4mask");
    six(formats, "(?!)", "", "an IPv6 address", "ipv6");
    six(formats, IPV4, "", "an IP address", "ip");
    six(formats, IPV4 + "|" + DNS, "", "an IP address or a DNS name", "address");
    six(formats, IPV4 + "|" + DNS, "", "an IP address or a DNS name", "pve-storage-server");
    put(formats, IPV4 + "/[0-9]{1,2}", "an IPv4 network such as 10.0.0.0/24", "CIDRv4");
    six(formats, "(?!)", "/[0-9]{1,3}", "an IPv6 network such as fd00::/64", "CIDRv6");
    six(formats, IPV4 + "/[0-9]{1,2}", "/[0-9]{1,3}", "a network such as 10.0.0.0/24", "CIDR");
    six(
        formats,
        IPV4 + "(?:/[0-9]{1,2})?",
        "(?:/[0-9]{1,3})?",
        "an IP address or a network such as 10.0.0.0/24",
        "IPorCIDR");
    six(
        formats,
        IPV4 + "(?:/[0-9]{1,2})?|(?:(?:dc|guest)/)?[A-Za-z][A-Za-z0-9_-]+",
        "(?:/[0-9]{1,3})?",
        "an IP address, a network or an alias",
        "IPorCIDRorAlias");
    six(
        formats,
        IPV4 + "/[0-9]{1,2}|dhcp|manual",
        "(?!)",
        "an IPv4 address with its prefix length (10.0.0.5/24), 'dhcp' or 'manual'",
        "pve-ipv4-config");
    six(
        formats,
        "auto|dhcp|manual",
        "/[0-9]{1,3}",
        "an IPv6 address with its prefix length, 'auto', 'dhcp' or 'manual'",
        "pve-ipv6-config");
    put(formats, MAC, "a MAC address of one card such as BC:24:11:00:00:01", "mac-addr");
    put(formats, EMAIL, "an e-mail address", "email");
    put(
        formats,
        EMAIL + "|[A-Za-z0-9._+~-]+(?:@" + REALM + ")?",
        "an e-mail address or a user",
        "email-or-username");
    put(
        formats,
        "(?:%[A-Fa-f0-9]{2}|[A-Za-z0-9_.!~*'()-])*",
        "a percent-encoded text",
        "urlencoded");
    put(
        formats,
        "[A-Za-z0-9_][A-Za-z0-9_.+-]*",
        "a tag of letters, digits and '_', '-', '+', '.'",
        "pve-tag");
    put(
        formats,
        CONTENT,
        "a content type (images, rootdir, vztmpl, iso, backup, snippets, import or none)",
        "pve-storage-content");
    put(formats, BRIDGE, "the name of a bridge", "pve-bridge-id");
    put(formats, DAY, "a day of the week", "pve-day-of-week");
    put(
        formats,
        "(?i:ok|error|warning|unknown)",
        "the result of a task (ok, error, warning or unknown)",
        "pve-task-status-type");
    put(
        formats,
        "(?:\\s*" + KEEP + "\\s*(?:,|$))+",
        "keep-all, keep-last, keep-hourly, keep-daily, keep-weekly, keep-monthly or keep-yearly,"
            + " each =NUMBER, separated by commas",
        PRUNING);
    put(
        formats,
        "[1-9][0-9]{2,8}-[0-9]{1,9}",
        "a replication job id such as 100-0",
        "pve-replication-job-id");
    put(formats, "(?:vm|ct):" + VMID, "an HA resource id such as vm:100", "pve-ha-resource-id");
    put(
        formats,
        "(?:(?:vm|ct):)?" + VMID,
        "an HA resource id such as vm:100, or a vmid",
        "pve-ha-resource-or-vm-id");
    put(
        formats,
        LABEL + "(?::[0-9]+)?",
        "a node, with :PRIORITY behind it if wanted",
        "pve-ha-node");
    put(
        formats,
        LABEL + "(?::[0-9]+)?",
        "a node, with :PRIORITY behind it if wanted",
        "pve-ha-group-node");
    put(formats, "[0-9]+(?:\\.[0-9]+)?[KMGT]?", "a size such as 32G", "disk-size");
    put(formats, VOLUME, "a volume id such as local-lvm:vm-100-disk-0", "pve-volume-id");
    put(
        formats,
        VOLUME + "|/\\S.*",
        "a volume id such as local:iso/x.iso, or an absolute path",
        "pve-volume-id-or-absolute-path");
    put(
        formats,
        VOLUME + "|none|cdrom|/\\S.*",
        "a volume id such as local-lvm:vm-100-disk-0 or local:iso/x.iso, STORAGE:SIZE in GiB for a"
            + " new disk, or 'none'",
        "pve-volume-id-or-qm-path");
    put(formats, "[0-9]+(?:-[0-9]+)?", "a VLAN, or a range of them", "pve-vlan-id-or-range");
    put(
        formats,
        "\\^?[0-9]+(?:-[0-9]+)?(?:,\\^?[0-9]+(?:-[0-9]+)?)*",
        "CPU numbers such as 0-3,7",
        "pve-cpuset");
    return Map.copyOf(formats);
  }

  private static void put(Map<String, Format> formats, String pattern, String words, String name) {
    formats.put(name, new Format(Pattern.compile(pattern), false, "", words));
  }

  private static void six(
      Map<String, Format> formats, String pattern, String suffix, String words, String name) {
    formats.put(name, new Format(Pattern.compile(pattern), true, suffix, words));
  }

  /** The names that are known, for the documentation and tests. */
  static List<String> known() {
    return FORMATS.keySet().stream().sorted().toList();
  }
}
