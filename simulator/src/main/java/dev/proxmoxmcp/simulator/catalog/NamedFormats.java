package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Contract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats that Proxmox VE registers by name, with its complaints. A format that is not here
 * takes everything.
 */
final class NamedFormats {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final String DNS = LABEL + "(?:\\." + LABEL + ")*\\.?";
  private static final String REALM = "[A-Za-z][A-Za-z0-9.\\-_]+";
  private static final String NAME = "[A-Za-z0-9.\\-_]+";
  private static final String STORAGE = "(?i:[a-z][a-z0-9\\-_.]*[a-z0-9])";
  private static final String KEEP = "keep-(?:all|last|hourly|daily|weekly|monthly|yearly)";

  private record Format(Predicate<String> fits, String complaint) {}

  private static final Map<String, Format> KNOWN = known();

  private NamedFormats() {}

  /**
   * What is wrong with a value, with the line feed at its end; or empty.
   *
   * @param place of the value, which property strings name
   */
  static Optional<String> complaint(String format, String value, String place) {
    if (format.isEmpty() || (format.endsWith("-opt") && value.isEmpty())) {
      return Optional.empty();
    }
    if (format.equals("prune-backups")) {
      return keep(value, place);
    }
    if (format.equals("pve-qm-ipconfig")) {
      return addresses(value, place);
    }
    Format known = KNOWN.get(format.replaceFirst("-opt$", ""));
    if (known != null) {
      return known.fits().test(value)
          ? Optional.empty()
          : Optional.of(known.complaint().replace("$", value) + "\n");
    }
    String single = format.replaceFirst("-list$", "");
    return single.equals(format)
        ? Optional.empty()
        : ValueRule.items(value).stream()
            .flatMap(item -> complaint(single, item, place).stream())
            .findFirst();
  }

  private static Optional<String> keep(String value, String place) {
    for (String part : value.split(",", -1)) {
      String key = part.strip().replaceFirst("=.*", "");
      if (!key.isEmpty() && !key.matches(KEEP)) {
        return Optional.of("format error\n%s.%s: %s\n".formatted(place, key, Contract.UNKNOWN));
      }
      if (!key.isEmpty() && !part.strip().matches(KEEP + "=\\d+")) {
        return Optional.of("format error\n" + place + "." + key + ": type check failed\n");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> addresses(String value, String place) {
    for (String part : value.split(",", -1)) {
      String key = part.replaceFirst("=.*", "");
      String format =
          switch (key) {
            case "ip" -> "pve-ipv4-config";
            case "ip6" -> "pve-ipv6-config";
            case "gw" -> "ipv4";
            case "gw6" -> "ipv6";
            default -> "";
          };
      Optional<String> wrong =
          format.isEmpty()
              ? Optional.of(Contract.UNKNOWN)
              : complaint(format, part.substring(part.indexOf('=') + 1), place)
                  .map(complaint -> "invalid format - " + complaint);
      if (wrong.isPresent()) {
        return Optional.of("format error\n" + place + "." + key + ": " + wrong.get() + "\n");
      }
    }
    return Optional.empty();
  }

  private static Map<String, Format> known() {
    Map<String, Format> all = new HashMap<>();
    put(all, "pve-vmid", "[1-9]\\d{2,8}", "value does not look like a valid VM ID");
    put(all, "pve-node", LABEL, "value does not look like a valid node name");
    put(all, "pve-configid", "(?i:[a-z][a-z0-9_-]+)", "invalid configuration ID '$'");
    put(all, "pve-storage-id", STORAGE, "storage ID '$' contains illegal characters");
    put(all, "pve-userid", "[^\\s:/]+@" + REALM, "value '$' does not look like a valid user name");
    put(
        all,
        "pve-tokenid",
        "[^\\s:/]+@" + REALM + "!" + REALM,
        "value '$' does not look like a valid token ID");
    put(all, "pve-realm", REALM, "value does not look like a valid realm");
    put(all, "pve-groupid", NAME, "group name '$' contains invalid characters");
    put(all, "pve-roleid", NAME, "role name '$' contains invalid characters");
    put(
        all,
        "pve-poolid",
        NAME + "(?:/" + NAME + "){0,2}",
        "pool name '$' contains invalid characters");
    put(all, "pve-task-status-type", "(?i:ok|error|warning|unknown)", "invalid status '$'");
    put(all, "pve-priv", "[A-Z][A-Za-z]*(?:\\.[A-Za-z]+)+", "invalid privilege '$'");
    put(
        all,
        "mac-addr",
        "(?i:[a-f0-9][02468ace](?::[a-f0-9]{2}){5})",
        "value does not look like a valid unicast MAC address");
    put(all, "ipv4", IPV4, "value does not look like a valid IPv4 address");
    put(all, "ipv4mask", IPV4, "value does not look like a valid IP netmask");
    put(all, "dns-name", DNS, "value does not look like a valid DNS name");
    put(all, "pve-acme-domain", DNS, "value does not look like a valid domain name");
    put(all, "pve-iface", "(?i:[a-z][a-z0-9_.:-]{1,20})", "invalid network interface name '$'");
    put(all, "pve-bridge-id", "[-_.\\w]+", "invalid bridge '$'");
    put(all, "pve-volume-id", STORAGE + ":\\S+", "unable to parse volume ID '$'");
    put(
        all,
        "pve-volume-id-or-absolute-path",
        STORAGE + ":\\S+|/\\S.*",
        "unable to parse volume ID '$'");
    put(
        all,
        "pve-volume-id-or-qm-path",
        "none|cdrom|/\\S.*|" + STORAGE + ":\\S+",
        "unable to parse volume ID '$'");
    put(
        all,
        "pve-storage-content",
        "images|rootdir|vztmpl|iso|backup|snippets|import|none",
        "invalid content type '$'");
    put(all, "pve-tag", "(?i:[a-z0-9_][a-z0-9_\\-+.]*)", "invalid characters in tag");
    put(
        all,
        "urlencoded",
        "(?:%[A-Fa-f0-9]{2}|[A-Za-z0-9\\-_.!~*'()])*",
        "invalid urlencoded string: $");
    put(
        all,
        "disk-size",
        "\\d+(?:\\.\\d+)?[KMGT]?",
        "value does not look like a valid disk size: $");
    put(
        all,
        "email",
        "[^\\s@,;<>\"']+@[^\\s@,;<>\"']+",
        "value does not look like a valid email address");
    put(
        all,
        "email-or-username",
        "[^\\s@,;<>\"']+@[^\\s@,;<>\"']+|[A-Za-z0-9._+~-]+",
        "value does not look like a valid email address or user name");
    put(
        all,
        "pve-day-of-week",
        "(?i:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)",
        "value '$' does not look like a valid day of the week");
    put(
        all,
        "pve-replication-job-id",
        "[1-9]\\d{2,8}-\\d{1,9}",
        "value '$' does not look like a valid replication job ID");
    put(
        all,
        "pve-ha-resource-or-vm-id",
        "(?:(?:vm|ct):)?[1-9]\\d{2,8}",
        "unable to parse ha resource/vm id '$'");
    put(all, "pve-ha-resource-id", "(?:vm|ct):[1-9]\\d{2,8}", "unable to parse ha resource id '$'");
    put(all, "pve-ha-node", LABEL + "(?::\\d+)?", "value does not look like a valid ha node");
    put(all, "pve-ha-group-node", LABEL + "(?::\\d+)?", "value does not look like a valid ha node");
    put(all, "pve-vlan-id-or-range", "\\d+(?:-\\d+)?", "value '$' is not a VLAN or a range");
    put(
        all,
        "pve-cpuset",
        "\\^?\\d+(?:-\\d+)?(?:,\\^?\\d+(?:-\\d+)?)*",
        "could not parse cpu-set '$'");
    put(
        all,
        "pve-startup-order",
        "(?:(?:order=)?\\d+|up=\\d+|down=\\d+)(?:,(?:order=\\d+|up=\\d+|down=\\d+))*",
        "unable to parse startup options");
    all.put("ipv6", new Format(Addresses6::fits, "value does not look like a valid IPv6 address"));
    six(all, "ip", IPV4, "", "value does not look like a valid IP address");
    six(all, "address", IPV4 + "|" + DNS, "", "value does not look like a valid address: $");
    six(all, "pve-storage-server", IPV4 + "|" + DNS, "", "value does not look like a valid server");
    String prefix = "/\\d{1,3}";
    put(all, "CIDRv4", IPV4 + prefix, "value does not look like a valid IPv4 network");
    six(all, "CIDRv6", "(?!)", prefix, "value does not look like a valid IPv6 network");
    six(all, "CIDR", IPV4 + prefix, prefix, "value does not look like a valid CIDR network");
    String maybe = "(?:" + prefix + ")?";
    six(
        all,
        "IPorCIDR",
        IPV4 + maybe,
        maybe,
        "value does not look like a valid IP address or CIDR network");
    six(
        all,
        "IPorCIDRorAlias",
        IPV4 + maybe + "|(?:(?:dc|guest)/)?[A-Za-z][A-Za-z0-9\\-_]+",
        maybe,
        "value does not look like a valid IP address, CIDR network or alias");
    put(
        all,
        "pve-ipv4-config",
        "dhcp|manual|" + IPV4 + "/\\d{1,2}",
        "value does not look like a valid ipv4 network configuration");
    six(
        all,
        "pve-ipv6-config",
        "auto|dhcp|manual",
        prefix,
        "value does not look like a valid ipv6 network configuration");
    all.put(
        "pve-calendar-event",
        new Format(
            CalendarTexts::fits,
            "invalid calendar event '$' - unable to parse calendar event at '$' -"
                + " Context(\"weekday\")\n"));
    return Map.copyOf(all);
  }

  private static void put(Map<String, Format> all, String name, String form, String complaint) {
    all.put(name, new Format(Pattern.compile(form).asMatchPredicate(), complaint));
  }

  /** A form of IPv4 and others; of IPv6 with {@code suffix} behind it. */
  private static void six(
      Map<String, Format> all, String name, String form, String suffix, String complaint) {
    Predicate<String> others = Pattern.compile(form).asMatchPredicate();
    Pattern split = Pattern.compile("([0-9A-Fa-f:.]+)(" + suffix + ")");
    all.put(
        name,
        new Format(
            others.or(value -> {
              var parts = split.matcher(value);
              return parts.matches() && Addresses6.fits(parts.group(1));
            }),
            complaint));
  }
}
