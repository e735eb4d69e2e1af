package dev.proxmoxmcp.simulator.guest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is wrong with the values of settings, in Proxmox's words, as recorded. */
final class Formats {
  private static final Pattern DNS_LABEL =
      Pattern.compile(
          "(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern TAG = Pattern.compile("(?i)[a-z0-9_][a-z0-9_\\-+.]*");
  private static final Pattern LIST = Pattern.compile("[;, ]");
  private static final Pattern URL_ENCODED = Pattern.compile("[-%a-zA-Z0-9_.!~*'()]*");
  private static final Pattern IPV4 =
      Pattern.compile(
          "dhcp|((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)/\\d{1,2}");
  private static final List<String> CARDS =
      List.of(
          "e1000",
          "e1000-82540em",
          "e1000-82544gc",
          "e1000-82545em",
          "e1000e",
          "i82551",
          "i82557b",
          "i82559er",
          "ne2k_isa",
          "ne2k_pci",
          "pcnet",
          "rtl8139",
          "virtio",
          "vmxnet3");

  private Formats() {}

  static Optional<String> dnsName(String text) {
    return unless(DNS_LABEL.matcher(text).matches(), "value does not look like a valid DNS name");
  }

  static Optional<String> tags(String text) {
    boolean well =
        LIST.splitAsStream(text).allMatch(tag -> tag.isEmpty() || TAG.matcher(tag).matches());
    return unless(well, "invalid characters in tag");
  }

  static Optional<String> urlEncoded(String text) {
    return unless(URL_ENCODED.matcher(text).matches(), "invalid urlencoded string: " + text);
  }

  static Optional<String> memory(String text) {
    String number = text.replaceFirst("^current=", "");
    return unless(
        number.matches("\\d{1,9}"),
        "format error\nmemory.current: type check ('integer') failed - got '" + number + "'");
  }

  static Optional<String> card(String key, String text) {
    String model = text.replaceFirst("^model=", "").split("[,=]", 2)[0];
    return unless(
        CARDS.contains(model),
        "format error\n%s.model: value '%s' does not have a value in the enumeration '%s'"
            .formatted(key, model, String.join(", ", CARDS)));
  }

  static Optional<String> address(String key, String text) {
    for (String part : text.split(",", -1)) {
      if (part.startsWith("ip=") && !IPV4.matcher(part.substring(3)).matches()) {
        return Optional.of(
            ("format error\n%s.ip: invalid format - value does not look like a valid ipv4 network"
                    + " configuration\n")
                .formatted(key));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unless(boolean well, String complaint) {
    return well ? Optional.empty() : Optional.of(complaint);
  }
}
