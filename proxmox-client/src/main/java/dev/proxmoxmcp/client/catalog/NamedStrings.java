package dev.proxmoxmcp.client.catalog;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Property strings that Proxmox VE publishes by a name alone. */
final class NamedStrings {
  private static final Map<String, ApiType> STRINGS =
      Map.of(
          "pve-qm-ipconfig",
          string(
              "",
              Map.of(
                  "ip", text("pve-ipv4-config"),
                  "gw", text("ipv4"),
                  "ip6", text("pve-ipv6-config"),
                  "gw6", text("ipv6"))),
          "pve-startup-order",
          string("order", Map.of("order", count(), "up", count(), "down", count())));

  private NamedStrings() {}

  /** The property string behind the name of a format; empty if it is another kind of format. */
  static Optional<ApiType> named(String format) {
    @Nullable ApiType string = STRINGS.get(format);
    return Optional.ofNullable(string);
  }

  private static ApiType string(String defaultKey, Map<String, ApiType> types) {
    Map<String, ApiParameter> keys = new TreeMap<>();
    types.forEach((name, type) -> keys.put(name, new ApiParameter(name, type, false, "", "", "")));
    return new ApiType.PropertyString(keys, defaultKey, Map.of(), false, ApiType.Length.ANY);
  }

  private static ApiType text(String format) {
    return new ApiType.Text(ApiType.Length.ANY, null, format);
  }

  private static ApiType count() {
    return new ApiType.Numeric(true, BigDecimal.ZERO, null, "");
  }
}
