package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Parameters that Proxmox takes from root@pam alone, which no schema says: its handlers check them
 * by hand. No API token is root@pam, whatever it may do otherwise.
 */
public final class RootOnly {
  /** Of the requests that start, stop or move a guest: for the cluster's own use. */
  private static final List<String> INTERNAL =
      List.of(
          "skiplock",
          "nocheck",
          "keepActive",
          "stateuri",
          "migratedfrom",
          "migration_type",
          "migration_network");

  private static final List<String> SETTINGS = List.of("args", "hookscript", "lock");
  private static final List<String> BACKUP = List.of("script", "dumpdir", "tmpdir", "job-id");

  private RootOnly() {}

  /**
   * Those of {@code sent} that {@code who} cannot set, by name.
   *
   * @param sent all parameters, those in the path among them
   */
  public static List<String> among(AuthId who, Product product, ApiEndpoint endpoint, Sent sent) {
    if (who.isRoot() || product != Product.PVE || endpoint.method() == ApiMethod.GET) {
      return List.of();
    }
    String template = endpoint.template();
    List<String> found = new ArrayList<>();
    if (template.startsWith("/nodes/{node}/qemu") || template.startsWith("/nodes/{node}/lxc")) {
      INTERNAL.stream().filter(name -> isSet(sent, name)).forEach(found::add);
      boolean creates =
          template.equals("/nodes/{node}/qemu") || template.equals("/nodes/{node}/lxc");
      if (creates || template.endsWith("/{vmid}/config")) {
        SETTINGS.stream()
            .filter(name -> isSet(sent, name) || deletes(sent, name))
            .forEach(found::add);
        if (template.contains("/qemu")) {
          ofVm(sent, found);
        } else {
          ofContainer(sent, found);
        }
      }
    }
    if (template.equals("/nodes/{node}/vzdump") || template.startsWith("/cluster/backup")) {
      BACKUP.stream().filter(name -> isSet(sent, name)).forEach(found::add);
    }
    return found;
  }

  /** A truth value that is plainly off asks for nothing. */
  private static boolean isSet(Sent sent, String name) {
    return sent.has(name) && !sent.isOff(name);
  }

  private static boolean deletes(Sent sent, String name) {
    return sent.values("delete").stream()
        .flatMap(value -> List.of(value.split("[,; ]+")).stream())
        .anyMatch(name::equals);
  }

  private static void ofVm(Sent sent, List<String> found) {
    if (isSet(sent, "affinity")) {
      found.add("affinity");
    }
    any(sent, "parallel[n]", _ -> true, found);
    any(sent, "serial[n]", value -> !value.equals("socket"), found);
    any(sent, "usb[n]", value -> !value.contains("mapping=") && !isSpice(value), found);
    any(sent, "hostpci[n]", value -> !value.contains("mapping="), found);
  }

  private static boolean isSpice(String value) {
    return Set.of("spice", "host=spice").contains(value.split(",", 2)[0]);
  }

  private static void ofContainer(Sent sent, List<String> found) {
    any(sent, "dev[n]", _ -> true, found);
    Predicate<String> ofTheNode = value -> value.replaceFirst("^volume=", "").startsWith("/");
    any(sent, "mp[n]", ofTheNode, found);
    any(sent, "rootfs", ofTheNode, found);
    for (String flags : sent.values("features")) {
      boolean nesting =
          List.of(flags.split(",")).stream().allMatch(flag -> flag.startsWith("nesting="));
      if (!nesting) {
        found.add("features");
      }
    }
    sent.names().stream().filter(name -> name.startsWith("lxc.")).forEach(found::add);
  }

  private static void any(Sent sent, String name, Predicate<String> which, List<String> found) {
    sent.named(name)
        .forEach((written, values) -> {
          if (values.stream().anyMatch(which)) {
            found.add(written);
          }
        });
  }
}
