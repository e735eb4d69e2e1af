package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.guest.GuestConfiguration;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The configuration of a guest, but for what is told about every guest. */
record ConfigurationList(GuestConfiguration configuration) implements PartView {
  private static final int VALUE_LENGTH = 300;

  /** Told in words of its own, so not again among the rest of the configuration. */
  private static final Set<String> TOLD =
      Set.of(
          "name",
          "hostname",
          "description",
          "tags",
          "digest",
          "cores",
          "sockets",
          "cpulimit",
          "memory",
          "onboot",
          "agent",
          "template",
          "protection",
          "lock");

  @Override
  public List<String> lines(Instant now, boolean everything) {
    return slots("other configuration", rest());
  }

  /** A head line and one for each slot; empty if there are none. */
  static List<String> slots(String title, Map<String, String> slots) {
    List<String> lines = new ArrayList<>();
    if (!slots.isEmpty()) {
      lines.add(title + ":");
      slots.forEach((slot, value) ->
          lines.add("  " + Foreign.word(slot) + " " + Foreign.quoted(value, VALUE_LENGTH)));
    }
    return lines;
  }

  private Map<String, String> rest() {
    Map<String, String> rest = new LinkedHashMap<>(configuration.raw());
    rest.keySet().removeAll(TOLD);
    rest.keySet().removeAll(configuration.hardware().disks().keySet());
    rest.keySet().removeAll(configuration.hardware().networks().keySet());
    return rest;
  }

  @Override
  public TextClass written() {
    return TextClass.ADMIN_WRITTEN;
  }

  @Override
  public void addTo(ObjectNode json, Instant now) {
    ObjectNode all = json.putObject("configuration");
    configuration
        .raw()
        .forEach((key, value) -> all.put(Foreign.value(key), Foreign.longValue(value)));
  }
}
