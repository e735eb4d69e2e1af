package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a VM is told by cloud-init when it starts for the first time. */
public final class CloudInitRoutes {
  private static final String PATH = "/nodes/{node}/qemu/{vmid}/cloudinit";
  private static final List<String> KEYS =
      List.of(
          "cicustom", "cipassword", "ciupgrade", "ciuser", "nameserver", "searchdomain", "sshkeys");
  private static final Pattern MAC = Pattern.compile("[a-z0-9-]+=([0-9A-Fa-f:]{17}).*");
  private static final Pattern IP = Pattern.compile("(?:.*,)?ip=([0-9.]+)/(\\d+)(?:,.*)?");
  private static final Pattern GATEWAY = Pattern.compile("(?:.*,)?gw=([0-9.]+)(?:,.*)?");

  private final Guests guests;

  /** Of these guests. */
  public CloudInitRoutes(Guests guests) {
    this.guests = guests;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get(PATH).answers(this::values),
        Route.put(PATH).answers(this::regenerate),
        Route.get(PATH + "/dump").takesAll().answers(this::dump));
  }

  private Guest guest(Call call) {
    return guests.require(GuestKind.QEMU, call.node(), call.vmid());
  }

  private static Map<String, Object> current(Guest guest) {
    Map<String, Object> config = new LinkedHashMap<>(guest.config());
    config.putAll(guest.pending());
    config.keySet().removeAll(guest.deletedAtNextStart());
    return config;
  }

  private Answer values(Call call) {
    Guest guest = guest(call);
    Set<String> keys = new TreeSet<>();
    for (Map<String, Object> config : List.of(guest.config(), guest.pending())) {
      config.keySet().stream()
          .filter(key -> KEYS.contains(key) || key.startsWith("ipconfig"))
          .forEach(keys::add);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String key : keys) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("key", key);
      if (guest.config().containsKey(key)) {
        row.put("value", shown(key, guest.config().get(key)));
      }
      if (guest.pending().containsKey(key)) {
        row.put("pending", shown(key, guest.pending().get(key)));
      }
      if (guest.deletedAtNextStart().contains(key)) {
        row.put("delete", 1);
      }
      rows.add(row);
    }
    return Answer.of(rows);
  }

  private static Object shown(String key, Object value) {
    return key.equals("cipassword") ? "**********" : value;
  }

  private Answer regenerate(Call call) {
    guest(call);
    return Answer.of(null);
  }

  private Answer dump(Call call) {
    Guest guest = guest(call);
    Map<String, Object> config = current(guest);
    return Answer.of(
        switch (call.required("type")) {
          case "user" -> user(guest, config);
          case "network" -> network(config);
          default -> "instance-id: " + guest.digest() + "\n";
        });
  }

  private static String text(Map<String, Object> config, String key) {
    return String.valueOf(config.getOrDefault(key, ""));
  }

  private static String user(Guest guest, Map<String, Object> config) {
    StringBuilder out = new StringBuilder("#cloud-config\n");
    out.append("hostname: ").append(guest.name()).append("\nmanage_etc_hosts: true\n");
    String domain = text(config, "searchdomain");
    out.append("fqdn: ").append(guest.name()).append(domain.isEmpty() ? "" : "." + domain);
    out.append('\n');
    if (config.containsKey("ciuser")) {
      out.append("user: ").append(text(config, "ciuser")).append('\n');
    }
    if (config.containsKey("cipassword")) {
      out.append("password: ").append(text(config, "cipassword")).append('\n');
    }
    if (config.containsKey("sshkeys")) {
      out.append("ssh_authorized_keys:\n");
      URLDecoder.decode(text(config, "sshkeys"), StandardCharsets.UTF_8)
          .lines()
          .forEach(key -> out.append("  - ").append(key).append('\n'));
    }
    out.append("chpasswd:\n  expire: False\nusers:\n  - default\n");
    if (!"0".equals(text(config, "ciupgrade"))) {
      out.append("package_upgrade: true\n");
    }
    return out.toString();
  }

  private static String network(Map<String, Object> config) {
    StringBuilder out = new StringBuilder("version: 1\nconfig:\n");
    config.forEach((key, value) -> {
      Matcher mac = MAC.matcher(String.valueOf(value));
      if (key.matches("net\\d+") && mac.matches()) {
        String number = key.substring(3);
        out.append("    - type: physical\n      name: eth").append(number);
        out.append("\n      mac_address: '").append(mac.group(1).toLowerCase(Locale.ROOT));
        out.append("'\n      subnets:\n");
        String address = text(config, "ipconfig" + number);
        Matcher ip = IP.matcher(address);
        if (ip.matches()) {
          out.append("      - type: static\n        address: '").append(ip.group(1));
          out.append("'\n        netmask: '").append(mask(Integer.parseInt(ip.group(2))));
          Matcher gateway = GATEWAY.matcher(address);
          out.append(
              gateway.matches() ? "'\n        gateway: '" + gateway.group(1) + "'\n" : "'\n");
        } else {
          out.append("      - type: dhcp4\n");
        }
      }
    });
    out.append("    - type: nameserver\n");
    list(out, "address", text(config, "nameserver"));
    list(out, "search", text(config, "searchdomain"));
    return out.toString();
  }

  private static void list(StringBuilder out, String name, String values) {
    out.append("      ").append(name).append(":\n");
    for (String value : values.split("[ ,;]+", -1)) {
      if (!value.isEmpty()) {
        out.append("      - '").append(value).append("'\n");
      }
    }
  }

  private static String mask(int prefix) {
    int bits = prefix == 0 ? 0 : -1 << (32 - prefix);
    return "%d.%d.%d.%d"
        .formatted(bits >>> 24 & 255, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
  }
}
